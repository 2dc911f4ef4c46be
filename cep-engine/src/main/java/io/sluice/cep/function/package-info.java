/**
 * Open vocabulary: one file a function, one line in its list. Analyzer, reference page and
 * completion read the declarations.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.cep.function;
