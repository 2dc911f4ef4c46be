package io.sluice.percolator.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The programs, each filed under its anchors. One thread writes at a time; what it has written is
 * seen by those who read a {@link View} taken afterwards. Arrays only grow and entries below a
 * view's counts never change, so readers need no lock: a posting that is newer than the view is
 * recognised by its number and passed over.
 *
 * <p>Nothing is removed: who deletes keeps count of dead programs and builds the index anew.
 */
public final class PredicateIndex {
  /** A posting is two ints: the program, and {@link #DECIDED} with the guard plus one. */
  static final int DECIDED = 1 << 31;

  static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);
  static final VarHandle LISTS = MethodHandles.arrayElementVarHandle(int[][].class);
  private static final int[] NO_POSTINGS = {0};

  /** After this many cases what was counted outweighs the prior. */
  private static final int PRIOR_WEIGHT = 32;

  private final Programs programs = new Programs();
  private int predicates;
  private int[][] postings = new int[256][];
  private boolean[] lazy = new boolean[256];
  private float[] prior = new float[256];
  private int[] always = new int[16];
  private int alwaysCount;
  private Counts counts = new Counts(new int[256], new int[1]);

  /** How often predicates were true, over a sample of cases. Written by readers, without care. */
  @SuppressWarnings("ArrayRecordComponent") // flat arrays, shared on purpose, never compared
  record Counts(int[] trueIn, int[] cases) {}

  /** What a reader sees: all that was written before it was taken. */
  @SuppressWarnings("ArrayRecordComponent") // flat arrays, shared on purpose, never compared
  public record View(
      int predicates,
      int programs,
      int[] code,
      int[] start,
      int[][] postings,
      boolean[] lazy,
      int[] always,
      int alwaysCount,
      Counts counts) {}

  public View view() {
    return new View(
        predicates,
        programs.count(),
        programs.code(),
        programs.start(),
        postings,
        lazy,
        always,
        alwaysCount,
        counts);
  }

  /**
   * A predicate whose truth is told before a case is run; it can be an anchor.
   *
   * @param prior guess of how often it will be true, from 0 to 1
   */
  public int addPredicate(double prior) {
    return add(false, prior);
  }

  /** A predicate that is only evaluated when a program asks; it cannot be an anchor. */
  public int addLazyPredicate() {
    return add(true, 1);
  }

  private int add(boolean isLazy, double guess) {
    int number = predicates++;
    if (number == lazy.length) {
      int size = 2 * number;
      postings = Arrays.copyOf(postings, size);
      lazy = Arrays.copyOf(lazy, size);
      prior = Arrays.copyOf(prior, size);
      counts = new Counts(Arrays.copyOf(counts.trueIn, size), counts.cases);
    }
    postings[number] = NO_POSTINGS;
    lazy[number] = isLazy;
    prior[number] = (float) guess;
    return number;
  }

  /** The number of the program for a condition; an equal one is shared. */
  public int addProgram(Condition condition) {
    int interned = programs.intern(condition);
    if (interned >= 0) {
      return interned;
    }
    int program = -1 - interned;
    Cover cover = cover(condition);
    if (cover == null) {
      if (alwaysCount == always.length) {
        always = Arrays.copyOf(always, 2 * alwaysCount);
      }
      always[alwaysCount++] = program;
      return program;
    }
    int second = guard(condition, cover);
    for (int anchor : cover.anchors()) {
      file(anchor, program, second);
    }
    return program;
  }

  /** Whether programs of this condition are tried on every case, for want of an anchor. */
  public boolean isAlwaysTried(Condition condition) {
    return cover(condition) == null;
  }

  public Condition condition(int program) {
    return programs.read(program);
  }

  public int programs() {
    return programs.count();
  }

  public int predicates() {
    return predicates;
  }

  public int alwaysTried() {
    return alwaysCount;
  }

  private @Nullable Cover cover(Condition condition) {
    return Cover.of(condition, this::frequency, predicate -> !lazy[predicate]);
  }

  private double frequency(int predicate) {
    double cases = counts.cases[0];
    return (counts.trueIn[predicate] + PRIOR_WEIGHT * (double) prior[predicate])
        / (cases + PRIOR_WEIGHT);
  }

  /**
   * The second word of the program's postings. A condition is decided by the posting alone where
   * the anchor implies it, if need be together with the guard: a leaf, a disjunction of leaves, a
   * conjunction of two leaves. Otherwise the guard is the rarest further conjunct, tested before
   * the program runs.
   */
  private int guard(Condition condition, Cover cover) {
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
          } else if (Arrays.stream(anchors).noneMatch(anchor -> anchor == predicate)
              && (best < 0 || guardCost(predicate) < guardCost(best))) {
            best = predicate;
          }
        }
        boolean isPair = leaves && parts.size() == 2 && anchors.length == 1;
        yield (best + 1) | (isPair ? DECIDED : 0);
      }
    };
  }

  private double guardCost(int predicate) {
    return lazy[predicate] ? 2 : frequency(predicate);
  }

  private void file(int anchor, int program, int second) {
    int[] list = postings[anchor];
    int used = list[0];
    if (1 + used + 2 > list.length) {
      list = Arrays.copyOf(list, Math.max(4, 2 * list.length) + 1);
      LISTS.setRelease(postings, anchor, list);
    }
    list[1 + used] = program;
    list[2 + used] = second;
    INTS.setRelease(list, 0, used + 2);
  }
}
