package io.sluice.percolator.index;

import io.sluice.percolator.index.PredicateIndex.Kind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One case after another against a view of the index: say what is true, then run. Belongs to one
 * thread and allocates nothing once it has grown.
 *
 * <p>Truth is remembered as stamps: a predicate's stamp is the number of the case if it is true,
 * its negative if it was evaluated to false; so nothing has to be cleared between cases.
 */
public final class Evaluation implements Telling {
  /** Evaluates a predicate that was not told, at most once in a case. */
  @FunctionalInterface
  public interface LazyTruth {
    boolean isTrue(int predicate);
  }

  /** Takes a program that holds; false ends the run. */
  @FunctionalInterface
  public interface Hits {
    boolean accept(int program);
  }

  private static final PredicateIndex.View NOTHING = new PredicateIndex().view();

  private int[] truth = new int[0];
  private int[] seen = new int[0];
  private int[] trueList = new int[64];
  private int trueCount;
  private int epoch;
  private int candidates;
  private int programRuns;
  private boolean sampled;
  private boolean timed;
  private final SampleRate rate = new SampleRate();
  private final Profile.Case profiled = new Profile.Case();
  private PredicateIndex.View view = NOTHING;
  private LazyTruth lazyTruth = predicate -> false;

  /** Begins a case. All predicates are false until they are set. */
  public void begin(PredicateIndex.View nextView) {
    view = nextView;
    if (truth.length < view.predicates()) {
      truth = Arrays.copyOf(truth, Math.max(view.predicates(), truth.length + truth.length / 2));
    }
    if (seen.length < view.programs()) {
      seen = Arrays.copyOf(seen, Math.max(view.programs(), seen.length + seen.length / 2));
    }
    if (epoch == Integer.MAX_VALUE) {
      Arrays.fill(truth, 0);
      Arrays.fill(seen, 0);
      epoch = 0;
    }
    epoch++;
    trueCount = 0;
    candidates = 0;
    programRuns = 0;
    sampled = rate.isSampled(view.counts().ever());
    timed = rate.isTimed(view.counts().ever());
  }

  /** Lets go of the view until the next case: it may be the last that holds on to it. */
  public void rest() {
    view = NOTHING;
  }

  /** The view came from another index: numbers mean other things now. */
  public void forget() {
    Arrays.fill(truth, 0);
    Arrays.fill(seen, 0);
    epoch = 0;
  }

  @Override
  public boolean set(int predicate) {
    if (predicate >= view.predicates() || truth[predicate] == epoch) {
      return false;
    }
    truth[predicate] = epoch;
    if (trueCount == trueList.length) {
      trueList = Arrays.copyOf(trueList, 2 * trueCount);
    }
    trueList[trueCount++] = predicate;
    return true;
  }

  @Override
  public boolean isSampled() {
    return sampled;
  }

  /** Sampled cases that were counted so far, by all. */
  public int sampledEver() {
    return view.counts().ever();
  }

  /** Gives each program that holds to {@code hits}, once. False if {@code hits} ended the run. */
  public boolean run(LazyTruth lazy, Hits hits) {
    lazyTruth = lazy;
    if (sampled) {
      view.counts().add(trueList, trueCount);
    }
    if (!timed) {
      return run(hits);
    }
    profiled.begin();
    boolean complete = run(hits);
    view.profile().add(profiled, rate.weight());
    return complete;
  }

  private boolean run(Hits hits) {
    Base base = view.base();
    int[] off = base.off();
    int[] post = base.post();
    int[][] later = view.later();
    for (int i = 0; i < trueCount; i++) {
      int predicate = trueList[i];
      if (predicate + 1 < off.length) {
        int end = off[predicate + 1];
        for (int at = off[predicate]; at < end; at += 2) {
          if (!posting(post[at], post[at + 1], hits)) {
            return false;
          }
        }
      }
      if (later != null && predicate < later.length && !runLater(later, predicate, hits)) {
        return false;
      }
    }
    return runFree(base.free(), base.free().length, hits)
        && runFree(view.laterFree(), view.laterFreeCount(), hits)
        && runAlways(base.always(), base.always().length, hits)
        && runAlways(view.laterAlways(), view.laterAlwaysCount(), hits);
  }

  private boolean runLater(int[] @Nullable [] later, int predicate, Hits hits) {
    int[] list = (int[]) PredicateIndex.LISTS.getAcquire(later, predicate);
    int used = list == null ? 0 : (int) PredicateIndex.INTS.getAcquire(list, 0);
    for (int at = 1; at < used; at += 2) {
      if (list[at] < view.programs() && !posting(list[at], list[at + 1], hits)) {
        return false;
      }
    }
    return true;
  }

  private boolean posting(int program, int second, Hits hits) {
    if ((second & (Filing.MANY | Filing.EXCLUDES)) != 0) {
      if (seen[program] == epoch) {
        return true;
      }
      seen[program] = epoch;
      if ((second & Filing.EXCLUDES) != 0) {
        return true;
      }
    }
    candidates++;
    return !(timed ? timedVerdict(program, second) : verdict(program, second))
        || hits.accept(program);
  }

  private boolean verdict(int program, int second) {
    int guard = (second & Filing.GUARD) - 1;
    if (guard >= 0
        && truth[guard] != epoch
        && ((second & Filing.PLAIN_GUARD) != 0 || !isTrue(guard))) {
      return false;
    }
    return second < 0 || runProgram(program);
  }

  private boolean timedVerdict(int program, int second) {
    long before = System.nanoTime();
    boolean holds = verdict(program, second);
    profiled.add(program, System.nanoTime() - before, 1, holds ? 1 : 0);
    return holds;
  }

  private boolean runFree(int[] free, int count, Hits hits) {
    for (int i = 0; i < count; i++) {
      candidates++;
      if (seen[free[i]] != epoch && !hits.accept(free[i])) {
        return false;
      }
    }
    return true;
  }

  private boolean runAlways(int[] always, int count, Hits hits) {
    for (int i = 0; i < count; i++) {
      candidates++;
      boolean holds = timed ? timedVerdict(always[i], 0) : runProgram(always[i]);
      if (holds && !hits.accept(always[i])) {
        return false;
      }
    }
    return true;
  }

  /** Distinct programs looked at in this case. */
  public int candidates() {
    return candidates;
  }

  /** Candidates whose program had to be run. */
  public int programRuns() {
    return programRuns;
  }

  /** The truth of a predicate in this case, after everything was told. */
  public boolean isTrue(int predicate, LazyTruth lazy) {
    lazyTruth = lazy;
    return isTrue(predicate);
  }

  private boolean isTrue(int predicate) {
    int stamp = truth[predicate];
    if (stamp == epoch) {
      return true;
    }
    if (stamp == -epoch || view.kinds()[predicate] == Kind.TOLD.code) {
      return false;
    }
    boolean answer = lazyTruth.isTrue(predicate);
    truth[predicate] = answer ? epoch : -epoch;
    return answer;
  }

  private boolean runProgram(int program) {
    programRuns++;
    return holds(view.start()[program]);
  }

  private boolean holds(int at) {
    int[] code = view.code();
    int word = code[at];
    return switch (word) {
      case Programs.NOT -> !holds(at + 1);
      case Programs.ALL -> {
        int end = at + 1 + code[at + 1];
        for (int part = at + 2; part < end; part = Programs.after(code, part)) {
          if (!holds(part)) {
            yield false;
          }
        }
        yield true;
      }
      case Programs.AT_LEAST -> {
        int end = at + 1 + code[at + 1];
        int missing = code[at + 2];
        for (int part = at + 3; part < end; part = Programs.after(code, part)) {
          if (holds(part) && --missing == 0) {
            yield true;
          }
        }
        yield false;
      }
      default -> isTrue(word);
    };
  }
}
