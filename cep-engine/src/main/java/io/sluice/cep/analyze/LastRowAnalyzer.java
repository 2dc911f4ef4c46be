package io.sluice.cep.analyze;

import io.sluice.cep.navigation.MatchProperty;
import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.plan.MatchPlan;
import io.sluice.cep.plan.MatchPlan.NamedExpr;
import io.sluice.cep.plan.MatchPlan.Skip;
import io.sluice.cep.plan.PatternPlan;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.grammar.ast.MatchRecognize;
import io.sluice.grammar.ast.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to the rows that matches end at: ONE ROW PER LAST ROW, and LIMIT n PER ROW. Their
 * matches must end at rows, and a row that stands for many of them can tell nothing that is one
 * match's own.
 */
final class LastRowAnalyzer {
  private final Context ctx;
  private final MatchRecognize clause;

  LastRowAnalyzer(Context ctx, MatchRecognize clause) {
    this.ctx = ctx;
    this.clause = clause;
  }

  /** Whether all is well; says what is not. */
  boolean check(
      PatternPlan pattern, @Nullable Span trailingNot, Skip skip, MatchPlan.RowsPerMatch rows) {
    if (skip.perRow() > 0 && trailingNot != null) {
      ctx.report(
          DiagnosticCode.LIMIT_PER_ROW,
          trailingNot,
          "LIMIT n PER ROW chooses among the matches of a row, and with NOT at the end no row ends them",
          "the bound ends them",
          "leave LIMIT out");
      return false;
    }
    if (rows != MatchPlan.RowsPerMatch.ONE_PER_LAST_ROW) {
      return true;
    }
    Span span = clause.rowsPerMatch() == null ? clause.span() : clause.rowsPerMatch().span();
    if (skip.mode() != Skip.Mode.NO_SKIP) {
      ctx.report(
          DiagnosticCode.LAST_ROW_NOT_HERE,
          span,
          "ONE ROW PER LAST ROW is over every match that ends at a row, and AFTER MATCH SKIP finds few of them",
          "needs NO SKIP",
          "write AFTER MATCH NO SKIP behind it");
      return false;
    }
    if (trailingNot != null) {
      ctx.report(
          DiagnosticCode.LAST_ROW_NOT_HERE,
          trailingNot,
          "ONE ROW PER LAST ROW needs a last row, and with NOT at the end the bound ends a match",
          "no row ends it",
          "write ONE ROW PER MATCH");
      return false;
    }
    if (PatternShape.matchesNothing(pattern)) {
      ctx.report(
          DiagnosticCode.LAST_ROW_NOT_HERE,
          clause.pattern().span(),
          "ONE ROW PER LAST ROW needs a last row, and this pattern may match without one",
          "may match nothing",
          "write + for *, or ONE ROW PER MATCH");
      return false;
    }
    return true;
  }

  /** Whether measures are of all matches, or of the row that they end at. */
  boolean check(List<NamedExpr> measures) {
    boolean fine = true;
    for (NamedExpr measure : measures) {
      fine &= isOfAll(measure.expr());
    }
    return fine;
  }

  private boolean isOfAll(TypedExpr expr) {
    return switch (expr) {
      case TypedExpr.MatchAggregate _ -> true;
      case TypedExpr.Navigate e -> isLast(e.target()) || ofOne(e.span());
      case TypedExpr.Classifier e -> ofOne(e.span());
      case TypedExpr.OfMatch e -> isOfRow(e.property()) || ofOne(e.span());
      case TypedExpr e -> {
        boolean fine = true;
        for (TypedExpr operand : e.operands()) {
          fine &= isOfAll(operand);
        }
        yield fine;
      }
    };
  }

  private static boolean isLast(Navigation target) {
    return target.rows().isAll()
        && !target.fromFirst()
        && target.logicalOffset() == 0
        && target.physicalOffset() == 0;
  }

  private static boolean isOfRow(MatchProperty property) {
    return switch (property) {
      case ROWTIME, END, PATTERN_VERSION -> true;
      case NUMBER, START, STATUS, ID -> false;
    };
  }

  private boolean ofOne(Span span) {
    ctx.report(
        DiagnosticCode.OF_ONE_MATCH,
        span,
        "'%s' is of one match, and ONE ROW PER LAST ROW is over all that end at the row"
            .formatted(ctx.excerpt(span)),
        "of which match?",
        "aggregate it, as in MIN(A.column), or read the last row: LAST(column)");
    return false;
  }
}
