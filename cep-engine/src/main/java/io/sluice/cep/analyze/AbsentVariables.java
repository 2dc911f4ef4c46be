package io.sluice.cep.analyze;

import io.sluice.cep.navigation.RowSet;
import io.sluice.cep.plan.MatchPlan;
import io.sluice.cep.plan.PatternPlan;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.grammar.ast.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Warns of measures that read a variable which some branch of the pattern does not have: they are
 * NULL where that branch is taken. Who asks (COALESCE, CASE, IS NULL) knows it, and a count of no
 * rows is 0.
 */
final class AbsentVariables {
  private final Context ctx;
  private final PatternPlan pattern;
  private final Set<String> said = new HashSet<>();

  AbsentVariables(Context ctx, PatternPlan pattern) {
    this.ctx = ctx;
    this.pattern = pattern;
  }

  void check(List<MatchPlan.NamedExpr> measures) {
    measures.forEach(measure -> look(measure.expr()));
  }

  private void look(TypedExpr expr) {
    switch (expr) {
      case TypedExpr.Navigate n -> found(n.target().rows(), n.span());
      case TypedExpr.Case _, TypedExpr.IsNull _, TypedExpr.IsTruth _, TypedExpr.IsDistinct _ -> {}
      case TypedExpr.Call c when c.function().isLazy() -> {}
      case TypedExpr.Constant _,
          TypedExpr.Parameter _,
          TypedExpr.Column _,
          TypedExpr.OpenField _,
          TypedExpr.Classifier _,
          TypedExpr.RowLabel _,
          TypedExpr.MatchAggregate _,
          TypedExpr.OfMatch _,
          TypedExpr.And _,
          TypedExpr.Or _,
          TypedExpr.Not _,
          TypedExpr.Compare _,
          TypedExpr.Arithmetic _,
          TypedExpr.Negate _,
          TypedExpr.Concatenate _,
          TypedExpr.InList _,
          TypedExpr.Like _,
          TypedExpr.Convert _,
          TypedExpr.ArrayOf _,
          TypedExpr.Element _,
          TypedExpr.Call _,
          TypedExpr.Search _ ->
          expr.operands().forEach(this::look);
    }
  }

  private void found(RowSet rows, Span span) {
    if (rows.isAll() || PatternShape.leastTaken(pattern, rows.variables()) > 0) {
      return;
    }
    if (said.add(rows.name())) {
      ctx.report(
          DiagnosticCode.ABSENT_IN_BRANCH,
          span,
          "a match may have no row of '%s', and this is NULL then".formatted(rows.name()),
          "not in every branch",
          "CLASSIFIER() tells which branch it was; a SUBSET of the branches' variables has a row in each");
    }
  }
}
