/**
 * Typed expressions compiled to evaluators: {@link io.sluice.cep.program.expr.ExpressionCompiler}
 * turns a {@code TypedExpr} into an {@link io.sluice.cep.program.expr.Evaluator}, which reads what
 * it needs from a {@link io.sluice.cep.program.expr.Scope} that the runtime provides. One class a
 * kind of expression. Evaluators hold no state; nothing here knows how matches are found.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.cep.program.expr;
