/**
 * All mutable state of a task: pipelines, sort buffers, matchers, timers. Never sees the plan or
 * the syntax tree.\n
 */
@org.jspecify.annotations.NullMarked
package io.sluice.cep.runtime;
