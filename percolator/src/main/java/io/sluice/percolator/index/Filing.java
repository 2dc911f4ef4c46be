package io.sluice.percolator.index;

import java.util.Arrays;
import java.util.List;

/**
 * Where a program is filed: its anchors, and the second word of its postings, which often makes
 * running the program needless.
 *
 * @param anchors predicates of which one is true wherever the condition is; of a free program those
 *     that exclude it
 * @param second flags, and a guard plus one or 0
 * @param cost expected candidates a case
 */
@SuppressWarnings("ArrayRecordComponent") // flat arrays, shared on purpose, never compared
record Filing(int[] anchors, int second, double cost) {
  /** The anchor, with the guard if there is one, implies the condition. */
  static final int DECIDED = 1 << 31;

  /** The program is filed under several anchors: it may be met again. */
  static final int MANY = 1 << 30;

  /** The guard is told, so it is false if it is not stamped. */
  static final int PLAIN_GUARD = 1 << 29;

  /** The anchor excludes the program, which otherwise holds. */
  static final int EXCLUDES = 1 << 28;

  static final int GUARD = EXCLUDES - 1;

  private static final int ALWAYS = -1;
  private static final int[] NONE = {};

  interface Planner extends Cover.Frequency {
    PredicateIndex.Kind kind(int predicate);

    @Override
    default double of(int predicate) {
      return frequency(predicate);
    }

    double frequency(int predicate);
  }

  /** No anchor: the program is run in every case. */
  boolean isAlways() {
    return second == ALWAYS;
  }

  /** Holds in every case in which none of the anchors is true: nothing is run. */
  boolean isFree() {
    return second == EXCLUDES;
  }

  static Filing of(Condition condition, Planner planner) {
    Cover cover =
        Cover.of(
            condition, planner, predicate -> planner.kind(predicate) != PredicateIndex.Kind.LAZY);
    if (cover == null) {
      int[] excluding = excluding(condition, planner);
      return excluding == null ? new Filing(NONE, ALWAYS, 1) : new Filing(excluding, EXCLUDES, 1);
    }
    int second = second(condition, cover, planner);
    return new Filing(
        cover.anchors(), cover.anchors().length > 1 ? second | MANY : second, cover.cost());
  }

  /**
   * A condition is decided by the posting alone where the anchor implies it, if need be together
   * with the guard: a leaf, a disjunction of leaves, a conjunction of two leaves. Otherwise the
   * guard is the rarest further conjunct, tested before the program runs.
   */
  private static int second(Condition condition, Cover cover, Planner planner) {
    return switch (condition) {
      case Condition.Leaf l -> DECIDED;
      case Condition.Not n -> 0;
      case Condition.AtLeast(int wanted, List<Condition> parts) ->
          wanted == 1 && parts.stream().allMatch(Condition.Leaf.class::isInstance) ? DECIDED : 0;
      case Condition.All(List<Condition> parts) -> {
        int[] anchors = cover.anchors();
        int best = -1;
        boolean leaves = true;
        for (Condition part : parts) {
          if (!(part instanceof Condition.Leaf(int predicate))) {
            leaves = false;
          } else if (!contains(anchors, predicate)
              && (best < 0 || guardCost(predicate, planner) < guardCost(best, planner))) {
            best = predicate;
          }
        }
        boolean isPair = leaves && parts.size() == 2 && anchors.length == 1;
        boolean plain = best >= 0 && planner.kind(best) == PredicateIndex.Kind.TOLD;
        yield (best + 1) | (isPair ? DECIDED : 0) | (plain ? PLAIN_GUARD : 0);
      }
    };
  }

  private static boolean contains(int[] anchors, int predicate) {
    for (int anchor : anchors) {
      if (anchor == predicate) {
        return true;
      }
    }
    return false;
  }

  private static double guardCost(int predicate, Planner planner) {
    return switch (planner.kind(predicate)) {
      case TOLD, TELLABLE -> planner.frequency(predicate);
      case LAZY -> 2;
    };
  }

  /** The told predicates of which none may be true, if that is the whole condition; else null. */
  private static int @org.jspecify.annotations.Nullable [] excluding(
      Condition condition, Planner planner) {
    return switch (condition) {
      case Condition.All(List<Condition> parts) -> {
        int[] all = NONE;
        for (Condition part : parts) {
          int[] some = part instanceof Condition.Not ? excluding(part, planner) : null;
          if (some == null) {
            yield null;
          }
          all = Arrays.copyOf(all, all.length + some.length);
          System.arraycopy(some, 0, all, all.length - some.length, some.length);
        }
        yield Arrays.stream(all).distinct().toArray();
      }
      case Condition.Not(Condition.Leaf(int predicate)) ->
          planner.kind(predicate) == PredicateIndex.Kind.TOLD ? new int[] {predicate} : null;
      case Condition.Not(Condition.AtLeast(int wanted, List<Condition> parts)) -> {
        if (wanted != 1) {
          yield null;
        }
        int[] all = new int[parts.size()];
        for (int i = 0; i < all.length; i++) {
          if (!(parts.get(i) instanceof Condition.Leaf(int predicate))
              || planner.kind(predicate) != PredicateIndex.Kind.TOLD) {
            yield null;
          }
          all[i] = predicate;
        }
        yield all;
      }
      case Condition.Not n -> null;
      case Condition.Leaf l -> null;
      case Condition.AtLeast a -> null;
    };
  }
}
