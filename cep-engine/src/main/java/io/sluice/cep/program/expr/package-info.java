/** Typed expressions compiled to evaluators. One evaluator, one behaviour. */
@org.jspecify.annotations.NullMarked
package io.sluice.cep.program.expr;
