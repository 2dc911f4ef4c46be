package io.sluice.cep.explain;

import io.sluice.cep.plan.MatchPlan;
import io.sluice.cep.plan.PatternPlan;
import io.sluice.cep.plan.TypedExpr;
import java.util.Objects;

/** When a match is reported (language: 7.4), as far as the pattern alone tells it. */
public enum Finality {
  EACH_ROW("EACH ROW", "with each row"),
  EARLY("EARLY", "at the row at which it is first a match, unless one that was told is still open"),
  AT_LAST_ROW(
      "AT LAST ROW", "at its last row, unless an older or preferred partial match is still open"),
  ONE_ROW_LATER(
      "ONE ROW LATER",
      "at the next row of the key, which goes on with it or shows that it is over"),
  SOME_ROWS_LATER("ROWS LATER", "when a row shows that no longer match comes"),
  AT_BOUND("AT BOUND", "when the bound has passed, since until then a longer match may come"),
  AT_END("AT END", "when the input ends");

  private final String label;
  private final String words;

  Finality(String label, String words) {
    this.label = label;
    this.words = words;
  }

  /** The name of the class, as the manual has it. */
  public String label() {
    return label;
  }

  public String words() {
    return words;
  }

  static Finality of(MatchPlan match) {
    boolean bounded = match.withinMillis() != null || match.gapMillis() != null;
    Finality late = bounded ? AT_BOUND : AT_END;
    if (match.early() && match.trailingNot().isEmpty()) {
      return EARLY;
    }
    if (!match.trailingNot().isEmpty()) {
      return AT_BOUND;
    }
    if (mentionsEnd(match.pattern())) {
      return AT_END;
    }
    boolean every = match.skip().mode() == MatchPlan.Skip.Mode.NO_SKIP;
    return every ? AT_LAST_ROW : new Waits(match, late).longest();
  }

  private static boolean mentionsEnd(PatternPlan pattern) {
    return switch (pattern) {
      case PatternPlan.PartitionEnd _ -> true;
      case PatternPlan.Take _, PatternPlan.Empty _, PatternPlan.PartitionStart _ -> false;
      case PatternPlan.Sequence s -> s.parts().stream().anyMatch(Finality::mentionsEnd);
      case PatternPlan.Choice c -> c.branches().stream().anyMatch(Finality::mentionsEnd);
      case PatternPlan.Permute p -> p.elements().stream().anyMatch(Finality::mentionsEnd);
      case PatternPlan.Repeat r -> mentionsEnd(r.body());
      case PatternPlan.Exclude e -> mentionsEnd(e.body());
    };
  }

  /** How many rows NEXT in a condition looks ahead: no row is decided before they are there. */
  static int lookahead(MatchPlan match) {
    return match.variables().stream()
        .map(MatchPlan.Variable::condition)
        .filter(Objects::nonNull)
        .mapToInt(Finality::lookahead)
        .max()
        .orElse(0);
  }

  private static int lookahead(TypedExpr expr) {
    int own = expr instanceof TypedExpr.Navigate n ? n.target().physicalOffset() : 0;
    return expr.operands().stream().mapToInt(Finality::lookahead).reduce(own, Math::max);
  }
}
