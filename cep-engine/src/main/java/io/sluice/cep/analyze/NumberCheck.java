package io.sluice.cep.analyze;

import io.sluice.cep.navigation.MatchProperty;
import io.sluice.cep.plan.MatchPlan;
import io.sluice.cep.plan.MatchPlan.Skip;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.grammar.ast.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * MATCH_NUMBER() in DEFINE: a condition may ask which match this would be. It knows only where
 * matches are found one after the other.
 */
final class NumberCheck {
  private final Context ctx;

  NumberCheck(Context ctx) {
    this.ctx = ctx;
  }

  /** Whether all is well; says what is not. */
  boolean check(List<MatchPlan.Variable> variables, Skip skip, List<Integer> leadingNot) {
    for (int i = 0; i < variables.size(); i++) {
      Span span = span(variables.get(i).condition());
      if (span != null && skip.mode() == Skip.Mode.NO_SKIP) {
        return refuse(span, "NO SKIP follows all of them at once");
      }
      if (span != null && leadingNot.contains(i)) {
        return refuse(span, "NOT at the start looks at rows before any of them");
      }
    }
    return true;
  }

  /** The same for EMIT EARLY, which belongs to the query. */
  boolean checkEarly(List<MatchPlan.Variable> variables) {
    for (MatchPlan.Variable variable : variables) {
      Span span = span(variable.condition());
      if (span != null) {
        return refuse(span, "EMIT EARLY follows all of them at once");
      }
    }
    return true;
  }

  private boolean refuse(Span span, String why) {
    ctx.report(
        DiagnosticCode.ONLY_IN_MEASURES,
        span,
        "MATCH_NUMBER in DEFINE needs matches that are found one after the other, and " + why,
        "no number yet",
        "make it a measure");
    return false;
  }

  private static @Nullable Span span(@Nullable TypedExpr expr) {
    if (expr == null) {
      return null;
    }
    if (expr instanceof TypedExpr.OfMatch of && of.property() == MatchProperty.NUMBER) {
      return of.span();
    }
    for (TypedExpr operand : expr.operands()) {
      Span found = span(operand);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
