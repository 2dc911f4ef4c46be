/**
 * What a plan compiles to: immutable programs that the runtime steps. Never sees the syntax tree.\n
 */
@org.jspecify.annotations.NullMarked
package io.sluice.cep.program;
