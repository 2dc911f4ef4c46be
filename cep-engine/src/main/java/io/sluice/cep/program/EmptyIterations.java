package io.sluice.cep.program;

import io.sluice.cep.plan.PatternPlan;
import java.util.List;

/**
 * Loops whose iterations may take no row. {@code X{2}} is {@code X X}, so below the least number an
 * iteration without a row is one like any other: {@code (^ | A){2}} takes one A at the start of a
 * partition. From there on it ends the loop (language: 5, row 16), as it could go on for ever.
 *
 * <p>Where matching nothing is the last thing that the body tries, no anchor decides on it and the
 * pattern has no gaps (which ask what could have come), what would follow an early empty iteration
 * has been tried before, with the empty ones at the end; then the loop may end at the first of
 * them, which keeps {@code (A?){1000}} small.
 */
final class EmptyIterations {
  /** Ways through such loops are walked one by one, so nests of them must stay small. */
  static final int MAX_COUNTED = 1_000;

  private EmptyIterations() {}

  /**
   * Whether those that must be are counted one by one.
   *
   * @param gaps whether the pattern has any
   */
  static boolean count(PatternPlan.Repeat loop, boolean gaps) {
    return loop.min() > 1
        && matchesNothing(loop.body())
        && (gaps || !nothingComesLast(loop.body()));
  }

  static boolean hasGaps(PatternPlan pattern) {
    return switch (pattern) {
      case PatternPlan.Take _,
          PatternPlan.Empty _,
          PatternPlan.PartitionStart _,
          PatternPlan.PartitionEnd _ ->
          false;
      case PatternPlan.Sequence s ->
          s.gaps().stream().anyMatch(g -> !g.equals(PatternPlan.Gap.NONE))
              || s.parts().stream().anyMatch(EmptyIterations::hasGaps);
      case PatternPlan.Choice c -> c.branches().stream().anyMatch(EmptyIterations::hasGaps);
      case PatternPlan.Permute p -> p.elements().stream().anyMatch(EmptyIterations::hasGaps);
      case PatternPlan.Exclude e -> hasGaps(e.body());
      case PatternPlan.Repeat r -> !r.between().equals(PatternPlan.Gap.NONE) || hasGaps(r.body());
    };
  }

  /** Iterations that such loops, one in the other, make necessary. */
  static long counted(PatternPlan pattern, boolean gaps) {
    return switch (pattern) {
      case PatternPlan.Take _,
          PatternPlan.Empty _,
          PatternPlan.PartitionStart _,
          PatternPlan.PartitionEnd _ ->
          1;
      case PatternPlan.Sequence s -> most(s.parts(), gaps);
      case PatternPlan.Choice c -> most(c.branches(), gaps);
      case PatternPlan.Permute p -> most(p.elements(), gaps);
      case PatternPlan.Exclude e -> counted(e.body(), gaps);
      case PatternPlan.Repeat r ->
          Math.min(Integer.MAX_VALUE, counted(r.body(), gaps) * (count(r, gaps) ? r.min() : 1));
    };
  }

  private static long most(List<PatternPlan> parts, boolean gaps) {
    return parts.stream().mapToLong(p -> counted(p, gaps)).max().orElse(1);
  }

  private static boolean matchesNothing(PatternPlan pattern) {
    return switch (pattern) {
      case PatternPlan.Take _ -> false;
      case PatternPlan.Empty _, PatternPlan.PartitionStart _, PatternPlan.PartitionEnd _ -> true;
      case PatternPlan.Sequence s -> s.parts().stream().allMatch(EmptyIterations::matchesNothing);
      case PatternPlan.Choice c -> c.branches().stream().anyMatch(EmptyIterations::matchesNothing);
      case PatternPlan.Permute p -> p.elements().stream().allMatch(EmptyIterations::matchesNothing);
      case PatternPlan.Exclude e -> matchesNothing(e.body());
      case PatternPlan.Repeat r -> r.min() == 0 || matchesNothing(r.body());
    };
  }

  /** For a pattern that can match nothing: whether all other ways are preferred to that. */
  private static boolean nothingComesLast(PatternPlan pattern) {
    return switch (pattern) {
      case PatternPlan.Take _, PatternPlan.Empty _ -> true;
      case PatternPlan.PartitionStart _, PatternPlan.PartitionEnd _ -> false;
      case PatternPlan.Sequence s -> s.parts().stream().allMatch(EmptyIterations::nothingComesLast);
      case PatternPlan.Choice c -> {
        List<PatternPlan> branches = c.branches();
        yield nothingComesLast(branches.getLast())
            && branches.subList(0, branches.size() - 1).stream()
                .noneMatch(EmptyIterations::matchesNothing);
      }
      case PatternPlan.Permute _ -> false;
      case PatternPlan.Exclude e -> nothingComesLast(e.body());
      case PatternPlan.Repeat r ->
          r.greedy() && (!matchesNothing(r.body()) || nothingComesLast(r.body()));
    };
  }
}
