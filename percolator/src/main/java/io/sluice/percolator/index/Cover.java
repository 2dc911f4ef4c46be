package io.sluice.percolator.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A set of predicates of which at least one is true wherever a condition is: the anchors under
 * which a program is filed. Chosen to be rare: a conjunction takes its rarest part, a disjunction
 * needs all of its parts, "k of m" needs any m-k+1 of them (if k of m are true, one of any m-k+1
 * is).
 *
 * @param anchors distinct predicates; empty for a condition that is never true
 * @param cost expected number of true anchors per case, with a little for each member
 */
@SuppressWarnings("ArrayRecordComponent") // flat arrays, shared on purpose, never compared
record Cover(int[] anchors, double cost) {
  /** Between two covers that are equally rare, the smaller one. */
  private static final double PER_MEMBER = 1e-6;

  interface Frequency {
    double of(int predicate);
  }

  /** The cheapest cover, or null: the condition can hold where no predicate is true. */
  static @Nullable Cover of(Condition condition, Frequency frequency, IntPredicate canAnchor) {
    return switch (condition) {
      case Condition.Leaf(int predicate) ->
          canAnchor.test(predicate)
              ? new Cover(new int[] {predicate}, frequency.of(predicate) + PER_MEMBER)
              : null;
      case Condition.Not n -> null;
      case Condition.All(List<Condition> parts) -> {
        Cover best = null;
        for (Condition part : parts) {
          Cover cover = of(part, frequency, canAnchor);
          if (cover != null && (best == null || cover.cost < best.cost)) {
            best = cover;
          }
        }
        yield best;
      }
      case Condition.AtLeast(int wanted, List<Condition> parts) -> {
        List<Cover> covers = new ArrayList<>();
        for (Condition part : parts) {
          Cover cover = of(part, frequency, canAnchor);
          if (cover != null) {
            covers.add(cover);
          }
        }
        int needed = parts.size() - wanted + 1;
        if (covers.size() < needed) {
          yield null;
        }
        covers.sort(Comparator.comparingDouble(Cover::cost));
        yield union(covers.subList(0, Math.max(0, needed)));
      }
    };
  }

  private static Cover union(List<Cover> covers) {
    int[] all =
        covers.stream().flatMapToInt(cover -> Arrays.stream(cover.anchors)).distinct().toArray();
    return new Cover(all, covers.stream().mapToDouble(Cover::cost).sum());
  }
}
