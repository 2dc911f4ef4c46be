/** Typed expressions compiled to evaluators. One evaluator, one behaviour.\n */
@org.jspecify.annotations.NullMarked
package io.sluice.cep.program.expr;
