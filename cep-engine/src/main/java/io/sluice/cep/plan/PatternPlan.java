package io.sluice.cep.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The row pattern with variables as indexes into {@link MatchPlan#variables()}; RELAXED and STRICT
 * are gone, every gap says what it is.
 */
public sealed interface PatternPlan {
  record Take(int variable) implements PatternPlan {}

  record Empty() implements PatternPlan {}

  /** {@code gaps.get(i)} lies between {@code parts.get(i)} and {@code parts.get(i + 1)}. */
  record Sequence(List<PatternPlan> parts, List<Gap> gaps) implements PatternPlan {}

  record Choice(List<PatternPlan> branches) implements PatternPlan {}

  /** {@code between} lies between one repetition and the next; {@code max} null for no bound. */
  record Repeat(PatternPlan body, int min, @Nullable Integer max, boolean greedy, Gap between)
      implements PatternPlan {}

  record Permute(List<PatternPlan> elements) implements PatternPlan {}

  record PartitionStart() implements PatternPlan {}

  record PartitionEnd() implements PatternPlan {}

  record Exclude(PatternPlan body) implements PatternPlan {}

  /**
   * Which rows may be passed over at a place (language: 7.2).
   *
   * @param forbidden variables of NOT: a row that fits one ends the attempt that stands here
   */
  record Gap(Kind kind, List<Integer> forbidden) {
    public static final Gap NONE = new Gap(Kind.NONE, List.of());

    public enum Kind {
      /** The next row. */
      NONE,
      /** {@code ->}: rows that fit nothing which may come next. */
      SKIP_TILL_NEXT,
      /** {@code ->>}: any rows. */
      SKIP_TILL_ANY
    }
  }
}
