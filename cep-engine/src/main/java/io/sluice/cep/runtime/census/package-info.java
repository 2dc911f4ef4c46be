/**
 * Counts what is in flight when somebody asks, by walking over the state that the matchers have
 * anyway: rows come and go without a counter for it. Knows programs and places; the matchers tell
 * it their attempts ({@link io.sluice.cep.runtime.census.Census}).
 */
@org.jspecify.annotations.NullMarked
package io.sluice.cep.runtime.census;
