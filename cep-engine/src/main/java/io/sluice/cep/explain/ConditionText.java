package io.sluice.cep.explain;

import io.sluice.cep.plan.MatchPlan;
import io.sluice.cep.plan.PlanPrinter;
import io.sluice.cep.plan.TypedExpr;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Conditions as short as people would write them. */
final class ConditionText {
  private ConditionText() {}

  /** Null where any row fits; without the variable's own name before its columns. */
  static @Nullable String of(MatchPlan.Variable variable) {
    TypedExpr condition = variable.condition();
    return condition == null
        ? null
        : of(condition).replaceAll("\\b" + Pattern.quote(variable.name()) + "\\.(?!\\*)", "");
  }

  static String of(TypedExpr condition) {
    String text = PlanPrinter.print(condition);
    return wholeInBrackets(text) ? text.substring(1, text.length() - 1) : text;
  }

  private static boolean wholeInBrackets(String text) {
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted ^= c == '\'';
      if (!quoted && (c == '(' || c == ')')) {
        depth += c == '(' ? 1 : -1;
        if (depth == 0) {
          return i == text.length() - 1;
        }
      }
      if (depth == 0) {
        return false;
      }
    }
    return false;
  }
}
