package io.sluice.percolator.index;

import io.sluice.percolator.index.PredicateIndex.Kind;
import java.util.Arrays;

/**
 * Up to 64 cases at once against a view of the index: truth is a mask with a bit for each case, so
 * that a posting is read, a guard looked up and a program run once for all cases that it concerns.
 * Gives what {@link Evaluation} gives for each case, evaluates no predicate of a case that it would
 * not evaluate, and counts the same. Belongs to one thread and allocates nothing once it has grown.
 *
 * <p>What is true in no case has no entry: one int a predicate says which entry of the batch it
 * has, and the few thousand entries lie together. They are taken back when the next batch begins.
 */
public final class BatchEvaluation implements Telling {
  public static final int MOST_CASES = Long.SIZE;

  /** Evaluates a predicate that was not told, at most once in a case. */
  @FunctionalInterface
  public interface LazyTruth {
    /** Those of the asked cases in which it is true. */
    long in(int predicate, long asked);
  }

  /** Takes a program and the cases in which it holds; a program comes once or more, a case once. */
  @FunctionalInterface
  public interface Hits {
    void accept(int program, long cases);
  }

  private static final PredicateIndex.View NOTHING = new PredicateIndex().view();

  /** By predicate: its entry, or 0. */
  private int[] entryOf = new int[0];

  private int[] predicateOf = new int[256];

  /** By entry: where the predicate is true, and where it was evaluated. */
  private long[] truth = new long[256];

  private long[] known = new long[256];
  private int entries = 1;

  /** By program: the entry of those that have several postings, or 0. */
  private int[] seenOf = new int[0];

  private int[] programOf = new int[64];
  private long[] seen = new long[64];
  private int seenEntries = 1;

  /** By case: postings that were looked at and that the program has no others beside. */
  private final int[] plain = new int[MOST_CASES];

  /** By case: the other candidates. */
  private final MaskCounter candidates = new MaskCounter();

  private final MaskCounter programRuns = new MaskCounter();

  /** Bits of the counters of those "k of m" that are being run, one behind the other. */
  private long[] counters = new long[64];

  private int countersUsed;

  private final SampleRate rate = new SampleRate();
  private final Profile.Case profiled = new Profile.Case();
  private boolean timed;
  private long all;
  private long sampled;
  private long current;
  private boolean currentSampled;
  private long looks;
  private long looked;
  private PredicateIndex.View view = NOTHING;
  private LazyTruth lazyTruth = (predicate, asked) -> 0;
  private Hits hits = (program, cases) -> {};

  /** Begins a batch. All predicates are false in all cases until they are set. */
  public void begin(PredicateIndex.View nextView) {
    for (int entry = 1; entry < entries; entry++) {
      entryOf[predicateOf[entry]] = 0;
    }
    for (int entry = 1; entry < seenEntries; entry++) {
      seenOf[programOf[entry]] = 0;
    }
    entries = 1;
    seenEntries = 1;
    view = nextView;
    if (entryOf.length < view.predicates()) {
      entryOf = Arrays.copyOf(entryOf, Math.max(view.predicates(), entryOf.length * 3 / 2));
    }
    if (seenOf.length < view.programs()) {
      seenOf = Arrays.copyOf(seenOf, Math.max(view.programs(), seenOf.length * 3 / 2));
    }
    all = 0;
    sampled = 0;
    looks = 0;
    looked = 0;
    Arrays.fill(plain, 0);
    candidates.clear();
    programRuns.clear();
    countersUsed = 0;
    timed = rate.isTimed(view.counts().ever());
  }

  /** What is set from now on is true of this case, from 0 to 63. */
  public void next(int number) {
    current = 1L << number;
    all |= current;
    currentSampled = rate.isSampled(view.counts().ever());
    sampled |= currentSampled ? current : 0;
  }

  /** Lets go of the view until the next batch: it may be the last that holds on to it. */
  public void rest() {
    view = NOTHING;
  }

  @Override
  public boolean set(int predicate) {
    if (predicate >= view.predicates()) {
      return false;
    }
    int entry = entryOf[predicate];
    if (entry == 0) {
      int fresh = entry(predicate); // which may bring new arrays
      truth[fresh] = current;
      return true;
    }
    long before = truth[entry];
    truth[entry] = before | current;
    return (before & current) == 0;
  }

  @Override
  public boolean isSampled() {
    return currentSampled;
  }

  private int entry(int predicate) {
    if (entries == truth.length) {
      truth = Arrays.copyOf(truth, 2 * entries);
      known = Arrays.copyOf(known, 2 * entries);
      predicateOf = Arrays.copyOf(predicateOf, 2 * entries);
    }
    int entry = entries++;
    entryOf[predicate] = entry;
    predicateOf[entry] = predicate;
    truth[entry] = 0;
    known[entry] = view.kinds()[predicate] == Kind.TOLD.code ? -1 : 0;
    return entry;
  }

  /** Sampled cases that were counted so far, by all. */
  public int sampledEver() {
    return view.counts().ever();
  }

  /** Gives each program that holds in some case to {@code found}, with these cases. */
  public void run(LazyTruth lazy, Hits found) {
    lazyTruth = lazy;
    hits = found;
    if (sampled != 0) {
      view.counts().addCases(Long.bitCount(sampled));
      for (int entry = 1; entry < entries; entry++) {
        view.counts().add(predicateOf[entry], Long.bitCount(truth[entry] & sampled));
      }
    }
    if (timed) {
      profiled.begin();
    }
    run();
    if (timed) {
      view.profile().add(profiled, rate.weight());
    }
  }

  private void run() {
    Base base = view.base();
    int[] off = base.off();
    int[] post = base.post();
    int[][] later = view.later();
    int told = entries; // those that follow were evaluated
    for (int entry = 1; entry < told; entry++) {
      int predicate = predicateOf[entry];
      long cases = truth[entry];
      int plainOnes = 0;
      int postings = 0;
      if (predicate + 1 < off.length) {
        int end = off[predicate + 1];
        for (int at = off[predicate]; at < end; at += 2) {
          plainOnes += posting(post[at], post[at + 1], cases);
        }
        postings = (end - off[predicate]) / 2;
      }
      int[] list =
          later != null && predicate < later.length
              ? (int[]) PredicateIndex.LISTS.getAcquire(later, predicate)
              : null;
      if (list != null) {
        int used = (int) PredicateIndex.INTS.getAcquire(list, 0);
        for (int at = 1; at < used && list[at] < view.programs(); at += 2) {
          plainOnes += posting(list[at], list[at + 1], cases);
          postings++;
        }
      }
      if (postings > 0) {
        count(cases, plainOnes, postings);
      }
    }
    runFree(base.free(), base.free().length);
    runFree(view.laterFree(), view.laterFreeCount());
    runAlways(base.always(), base.always().length);
    runAlways(view.laterAlways(), view.laterAlwaysCount());
  }

  private void count(long cases, int plainOnes, int postings) {
    looks += postings;
    looked += (long) postings * Long.bitCount(cases);
    for (long rest = plainOnes == 0 ? 0 : cases; rest != 0; rest &= rest - 1) {
      plain[Long.numberOfTrailingZeros(rest)] += plainOnes;
    }
  }

  /** 1 where all the cases look at the program for the first and only time, otherwise 0. */
  private int posting(int program, int second, long cases) {
    if ((second & (Filing.MANY | Filing.EXCLUDES)) == 0) {
      look(program, second, cases);
      return 1;
    }
    long open = fresh(program, cases);
    if ((second & Filing.EXCLUDES) == 0 && open != 0) {
      candidates.add(open);
      look(program, second, open);
    }
    return 0;
  }

  private void look(int program, int second, long cases) {
    long held = timed ? timedVerdict(program, second, cases) : verdict(program, second, cases);
    if (held != 0) {
      hits.accept(program, held);
    }
  }

  /** The cases in which this program was not met before. */
  private long fresh(int program, long cases) {
    int entry = seenOf[program];
    if (entry != 0) {
      long open = cases & ~seen[entry];
      seen[entry] |= cases;
      return open;
    }
    if (seenEntries == seen.length) {
      seen = Arrays.copyOf(seen, 2 * seenEntries);
      programOf = Arrays.copyOf(programOf, 2 * seenEntries);
    }
    seenOf[program] = seenEntries;
    programOf[seenEntries] = program;
    seen[seenEntries++] = cases;
    return cases;
  }

  private long verdict(int program, int second, long cases) {
    int guard = (second & Filing.GUARD) - 1;
    long open = cases;
    if (guard >= 0) {
      open =
          (second & Filing.PLAIN_GUARD) == 0
              ? truth(guard, open)
              : entryOf[guard] == 0 ? 0 : open & truth[entryOf[guard]];
      if (open == 0) {
        return 0;
      }
    }
    return second < 0 ? open : runProgram(program, open);
  }

  private long timedVerdict(int program, int second, long cases) {
    long before = System.nanoTime();
    long held = verdict(program, second, cases);
    long time = System.nanoTime() - before;
    profiled.add(program, time, Long.bitCount(cases), Long.bitCount(held));
    return held;
  }

  private void runFree(int[] free, int count) {
    count(all, count, count);
    for (int i = 0; i < count; i++) {
      int entry = seenOf[free[i]];
      long held = entry == 0 ? all : all & ~seen[entry];
      if (held != 0) {
        hits.accept(free[i], held);
      }
    }
  }

  private void runAlways(int[] always, int count) {
    count(all, count, count);
    for (int i = 0; i < count; i++) {
      look(always[i], 0, all);
    }
  }

  /** Distinct programs looked at in a case. */
  public int candidates(int number) {
    return plain[number] + candidates.of(number);
  }

  /** Candidates of a case whose program had to be run. */
  public int programRuns(int number) {
    return programRuns.of(number);
  }

  /**
   * For how many cases a posting was looked at, on the average: 1 where nothing was saved, 64 where
   * all cases of a full batch have all in common.
   */
  public double overlap() {
    return looked / (double) Math.max(1, looks);
  }

  /** The truth of a predicate in a case, after everything was told. */
  public boolean isTrue(int predicate, int number, LazyTruth lazy) {
    lazyTruth = lazy;
    return truth(predicate, 1L << number) != 0;
  }

  /** Those of the asked cases in which a predicate is true. */
  private long truth(int predicate, long asked) {
    int entry = entryOf[predicate];
    if (entry == 0) {
      if (view.kinds()[predicate] == Kind.TOLD.code) {
        return 0;
      }
      entry = entry(predicate);
    }
    long open = asked & ~(known[entry] | truth[entry]);
    if (open != 0) {
      long holds = lazyTruth.in(predicate, open);
      truth[entry] |= holds;
      known[entry] |= open;
    }
    return asked & truth[entry];
  }

  private long runProgram(int program, long cases) {
    programRuns.add(cases);
    return holds(view.start()[program], cases);
  }

  /** Those of the asked cases in which a part of a program holds. */
  private long holds(int at, long asked) {
    int[] code = view.code();
    int word = code[at];
    return switch (word) {
      case Programs.NOT -> asked & ~holds(at + 1, asked);
      case Programs.ALL -> {
        int end = at + 1 + code[at + 1];
        long open = asked;
        for (int part = at + 2; part < end && open != 0; part = Programs.after(code, part)) {
          open = holds(part, open);
        }
        yield open;
      }
      case Programs.AT_LEAST -> {
        int end = at + 1 + code[at + 1];
        int wanted = code[at + 2];
        yield wanted == 1 ? any(at + 3, end, asked) : atLeast(wanted, at + 3, end, asked);
      }
      default -> truth(word, asked);
    };
  }

  private long any(int from, int end, long asked) {
    long open = asked;
    for (int part = from; part < end && open != 0; part = Programs.after(view.code(), part)) {
      open &= ~holds(part, open);
    }
    return asked & ~open;
  }

  /**
   * Bit-sliced counters that begin so far below a power of two as parts are wanted: the case whose
   * counter runs over has enough of them.
   */
  private long atLeast(int wanted, int from, int end, long asked) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(wanted);
    int first = countersUsed;
    countersUsed += bits;
    if (countersUsed > counters.length) {
      counters = Arrays.copyOf(counters, 2 * countersUsed);
    }
    for (int i = 0; i < bits; i++) {
      counters[first + i] = -((1L << bits) - wanted >>> i & 1);
    }
    long open = asked;
    for (int part = from; part < end && open != 0; part = Programs.after(view.code(), part)) {
      long carry = holds(part, open);
      for (int i = first; carry != 0 && i < first + bits; i++) {
        long before = counters[i];
        counters[i] = before ^ carry;
        carry &= before;
      }
      open &= ~carry;
    }
    countersUsed = first;
    return asked & ~open;
  }
}
