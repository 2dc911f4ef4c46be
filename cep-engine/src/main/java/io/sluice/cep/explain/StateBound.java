package io.sluice.cep.explain;

import io.sluice.cep.plan.MatchPlan;
import io.sluice.cep.plan.PatternPlan;
import org.jspecify.annotations.Nullable;

/**
 * How much a key can hold (language: 10).
 *
 * @param rows rows of the longest match; null where loops have no bound
 * @param millis when a partial match is over at the latest; null for no bound in time
 */
public record StateBound(Kind kind, @Nullable Long rows, @Nullable Long millis) {
  /** A match of more rows is not counted out. */
  private static final long MANY = 1_000_000_000;

  public enum Kind {
    NONE("B0", "keeps nothing"),
    ROWS_AND_TIME("B1", "keeps a bounded number of rows for a bounded time"),
    ROWS("B1", "keeps a bounded number of rows until the next rows of the key"),
    TIME("B2", "keeps rows for a bounded time"),
    SILENCE("B2", "keeps rows until a row comes too late or does not fit"),
    UNBOUNDED("U", "may keep rows without limit");

    private final String letter;
    private final String words;

    Kind(String letter, String words) {
      this.letter = letter;
      this.words = words;
    }

    /** The class as the manual names it. */
    public String letter() {
      return letter;
    }
  }

  static final StateBound NOTHING = new StateBound(Kind.NONE, null, null);

  /** A sentence without its end. */
  public String words() {
    var words = new StringBuilder(kind.words);
    if (rows != null && rows < MANY) {
      words.append(": at most ").append(rows).append(rows == 1 ? " row" : " rows").append(" each");
    }
    if (millis != null) {
      words
          .append(rows == null ? ": " : ", ")
          .append("over after ")
          .append(Durations.words(millis));
    }
    return words.toString();
  }

  static StateBound of(MatchPlan match, Automaton automaton) {
    long longest = longest(match.pattern());
    Long rows = longest < MANY ? longest : null;
    Long within = match.withinMillis();
    if (within != null) {
      return new StateBound(rows == null ? Kind.TIME : Kind.ROWS_AND_TIME, rows, within);
    }
    Long gap = match.gapMillis();
    if (gap != null) {
      return rows == null
          ? new StateBound(Kind.SILENCE, null, null)
          : new StateBound(Kind.ROWS_AND_TIME, rows, Math.max(1, rows - 1) * gap);
    }
    boolean waits = automaton.edges().stream().anyMatch(e -> e.pass() != Automaton.Pass.NONE);
    return rows == null || waits
        ? new StateBound(Kind.UNBOUNDED, rows, null)
        : new StateBound(Kind.ROWS, rows, null);
  }

  private static long longest(PatternPlan pattern) {
    return switch (pattern) {
      case PatternPlan.Take _ -> 1;
      case PatternPlan.Empty _, PatternPlan.PartitionStart _, PatternPlan.PartitionEnd _ -> 0;
      case PatternPlan.Sequence s ->
          Math.min(MANY, s.parts().stream().mapToLong(StateBound::longest).sum());
      case PatternPlan.Permute p ->
          Math.min(MANY, p.elements().stream().mapToLong(StateBound::longest).sum());
      case PatternPlan.Choice c ->
          c.branches().stream().mapToLong(StateBound::longest).max().orElse(0);
      case PatternPlan.Repeat r -> {
        Integer max = r.max();
        long body = longest(r.body());
        yield body == 0 ? 0 : max == null ? MANY : Math.min(MANY, body * max);
      }
      case PatternPlan.Exclude e -> longest(e.body());
    };
  }
}
