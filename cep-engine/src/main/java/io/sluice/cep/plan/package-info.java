/**
 * What a statement means, with names resolved and types known: relational operators ({@link
 * io.sluice.cep.plan.Plan}), row patterns ({@link io.sluice.cep.plan.MatchPlan}), expressions
 * ({@link io.sluice.cep.plan.TypedExpr}), and the catalog that names are looked up in. Immutable
 * records, printed by {@link io.sluice.cep.plan.PlanPrinter}; independent of how text is read and
 * of how plans run.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.cep.plan;
