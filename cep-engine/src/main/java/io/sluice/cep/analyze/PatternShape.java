package io.sluice.cep.analyze;

import io.sluice.cep.plan.PatternPlan;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongBinaryOperator;

/** What can be said of a pattern without any row. */
final class PatternShape {
  /** Stands for "without end" in counts. */
  static final long MANY = Long.MAX_VALUE / 4;

  private PatternShape() {}

  /** Whether it can match without taking a row. */
  static boolean matchesNothing(PatternPlan pattern) {
    return switch (pattern) {
      case PatternPlan.Take _ -> false;
      case PatternPlan.Empty _, PatternPlan.PartitionStart _, PatternPlan.PartitionEnd _ -> true;
      case PatternPlan.Sequence s -> s.parts().stream().allMatch(PatternShape::matchesNothing);
      case PatternPlan.Choice c -> c.branches().stream().anyMatch(PatternShape::matchesNothing);
      case PatternPlan.Repeat r -> r.min() == 0 || matchesNothing(r.body());
      case PatternPlan.Permute p -> p.elements().stream().allMatch(PatternShape::matchesNothing);
      case PatternPlan.Exclude e -> matchesNothing(e.body());
    };
  }

  /** Variables that the first row can have. */
  static Set<Integer> first(PatternPlan pattern) {
    var out = new HashSet<Integer>();
    first(pattern, out);
    return out;
  }

  private static void first(PatternPlan pattern, Set<Integer> out) {
    switch (pattern) {
      case PatternPlan.Take t -> out.add(t.variable());
      case PatternPlan.Empty _, PatternPlan.PartitionStart _, PatternPlan.PartitionEnd _ -> {}
      case PatternPlan.Sequence s -> {
        for (PatternPlan part : s.parts()) {
          first(part, out);
          if (!matchesNothing(part)) {
            return;
          }
        }
      }
      case PatternPlan.Choice c -> c.branches().forEach(b -> first(b, out));
      case PatternPlan.Repeat r -> first(r.body(), out);
      case PatternPlan.Permute p -> p.elements().forEach(e -> first(e, out));
      case PatternPlan.Exclude e -> first(e.body(), out);
    }
  }

  /** The least number of rows with one of the labels in a match. */
  static long least(PatternPlan pattern, List<Integer> labels) {
    return switch (pattern) {
      case PatternPlan.Take t -> labels.contains(t.variable()) ? 1 : 0;
      case PatternPlan.Empty _, PatternPlan.PartitionStart _, PatternPlan.PartitionEnd _ -> 0;
      case PatternPlan.Sequence s -> sum(s.parts().stream().map(p -> least(p, labels)).toList());
      case PatternPlan.Choice c ->
          c.branches().stream().mapToLong(b -> least(b, labels)).min().orElse(0);
      case PatternPlan.Repeat r -> times(least(r.body(), labels), r.min());
      case PatternPlan.Permute p -> sum(p.elements().stream().map(e -> least(e, labels)).toList());
      case PatternPlan.Exclude e -> least(e.body(), labels);
    };
  }

  /** The same where what may be left out ({@code ?}, {@code *}) is taken: 0 is a branch without. */
  static long leastTaken(PatternPlan pattern, List<Integer> labels) {
    return switch (pattern) {
      case PatternPlan.Take _,
          PatternPlan.Empty _,
          PatternPlan.PartitionStart _,
          PatternPlan.PartitionEnd _ ->
          least(pattern, labels);
      case PatternPlan.Sequence s ->
          sum(s.parts().stream().map(p -> leastTaken(p, labels)).toList());
      case PatternPlan.Choice c ->
          c.branches().stream().mapToLong(b -> leastTaken(b, labels)).min().orElse(0);
      case PatternPlan.Repeat r -> leastTaken(r.body(), labels);
      case PatternPlan.Permute p ->
          sum(p.elements().stream().map(e -> leastTaken(e, labels)).toList());
      case PatternPlan.Exclude e -> leastTaken(e.body(), labels);
    };
  }

  /** The greatest number of rows with one of the labels in a match, or {@link #MANY}. */
  static long most(PatternPlan pattern, List<Integer> labels) {
    return switch (pattern) {
      case PatternPlan.Take t -> labels.contains(t.variable()) ? 1 : 0;
      case PatternPlan.Empty _, PatternPlan.PartitionStart _, PatternPlan.PartitionEnd _ -> 0;
      case PatternPlan.Sequence s -> sum(s.parts().stream().map(p -> most(p, labels)).toList());
      case PatternPlan.Choice c ->
          c.branches().stream().mapToLong(b -> most(b, labels)).max().orElse(0);
      case PatternPlan.Repeat r -> {
        Integer max = r.max();
        yield times(most(r.body(), labels), max == null ? MANY : max);
      }
      case PatternPlan.Permute p -> sum(p.elements().stream().map(e -> most(e, labels)).toList());
      case PatternPlan.Exclude e -> most(e.body(), labels);
    };
  }

  /** States of an automaton that writes every bounded loop out. */
  static long states(PatternPlan pattern) {
    return switch (pattern) {
      case PatternPlan.Take _,
          PatternPlan.Empty _,
          PatternPlan.PartitionStart _,
          PatternPlan.PartitionEnd _ ->
          1;
      case PatternPlan.Sequence s -> sum(s.parts().stream().map(PatternShape::states).toList());
      case PatternPlan.Choice c -> sum(c.branches().stream().map(PatternShape::states).toList());
      case PatternPlan.Repeat r -> {
        Integer max = r.max();
        yield times(states(r.body()), Math.max(1, max == null ? r.min() + 1 : max));
      }
      case PatternPlan.Permute p -> {
        long orders = 1;
        for (int i = 2; i <= p.elements().size(); i++) {
          orders *= i;
        }
        yield times(sum(p.elements().stream().map(PatternShape::states).toList()), orders);
      }
      case PatternPlan.Exclude e -> states(e.body());
    };
  }

  private static long sum(List<Long> counts) {
    LongBinaryOperator capped = (a, b) -> Math.min(MANY, a + b);
    return counts.stream().mapToLong(Long::longValue).reduce(0, capped);
  }

  private static long times(long a, long b) {
    if (a == 0 || b == 0) {
      return 0;
    }
    return a > MANY / b ? MANY : a * b;
  }
}
