package io.sluice.cep.runtime.automaton;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The starts of a key whose threads stand at one place. What all of them take is written down once:
 * the row at the end of a chain, and what it adds to a sum in the sum's offset. Of each start
 * stands here how far the offset must come until its condition holds; so a row that changes all
 * sums changes one number, and a tree of these finds the starts that a row may fit.
 *
 * <p>Offsets are DOUBLEs. As long as they are whole numbers (in units of the last digit) below 2^53
 * nothing is rounded. Else {@link Sum#slack} says how far a sum may be from what the condition
 * itself adds up, and who is that close is asked itself.
 */
final class OffsetTable {
  /** What a start brings along of each sum: its value with what it is compared with. */
  static final int VALUE = 0;

  /** Of that: the magnitude of all that was added, and how often that was. */
  static final int SIZE = 1;

  static final int STEPS = 2;
  static final int WIDTH = 3;

  // ---- flags of a start, five for each sum ----

  static final int FLAGS = 5;

  /** More have no room in the flags. */
  static final int MOST_SUMS = Integer.SIZE / FLAGS;

  /** What it is compared with is in the value. */
  static final int KNOWN = 1;

  /** Something was rounded. */
  static final int ROUGH = 2;

  /** A sum over no value is NULL. */
  static final int NONE_YET = 4;

  /** It is compared with NULL. */
  static final int NEVER = 8;

  /** It is compared with what can not be computed. */
  static final int ODD = 16;

  final int place;

  int[] starts = new int[1];
  private int[] sets = new int[1];
  private int[] entries = new int[1];
  private int[] flags = new int[1];

  int size;
  private int holes;
  private int after = 16;

  /** The end of the chain. */
  int head = Nodes.NONE;

  final Sum[] sums;
  private long turned = Long.MIN_VALUE;

  /** A sum, of all starts here. */
  static final class Sum {
    private final double most;
    private final boolean withNone;

    double offset;
    private double[] keys = new double[1];
    private final @Nullable Minima least;
    private final @Nullable Minima greatest;

    /** Starts that no tree has. */
    int hidden;

    int odd;
    private int[] none = {};
    private int nones;

    // Since the last turn, and between that and the one before: starts that are older are over.
    private double sizeNow;
    private double sizeBefore;
    private double stepsNow;
    private double stepsBefore;
    private boolean roughNow;
    private boolean roughBefore;

    Sum(double most, boolean indexed, boolean withNone) {
      this.most = most;
      this.least = indexed ? new Minima() : null;
      this.greatest = indexed ? new Minima() : null;
      this.withNone = withNone;
    }

    double size() {
      return sizeNow + sizeBefore;
    }

    boolean isRough() {
      return roughNow || roughBefore;
    }

    /** Whether a sum may have overflown, or is none. */
    boolean isBroken(double more) {
      return !(size() + more < most);
    }

    /** How far from each other two ways of adding up may come. */
    double slack(OffsetGuards.Added row, OffsetGuards.Added own) {
      double all = size() + row.size + own.size;
      return !isRough() && row.exact && own.exact && all < (1L << 52)
          ? 0
          : 4 * (stepsNow + stepsBefore + 16) * Math.ulp(all);
    }

    void add(OffsetGuards.Added added) {
      offset += added.number;
      sizeNow += added.failed ? Double.POSITIVE_INFINITY : added.size;
      stepsNow++;
      roughNow |= !added.exact;
    }

    double value(int run) {
      return offset - keys[run];
    }

    double key(int run) {
      return keys[run];
    }

    /** The next start from {@code from} on whose key is not greater, or -1. */
    int nextUpTo(int from, double key) {
      return least == null ? -1 : least.next(from, key);
    }

    /** The next start from {@code from} on whose key is not less, or -1. */
    int nextFrom(int from, double key) {
      return greatest == null ? -1 : greatest.next(from, -key);
    }

    private void put(int run, double key, int bits) {
      if (run >= keys.length) {
        keys = Arrays.copyOf(keys, 2 * run);
      }
      keys[run] = key;
      if ((bits & NONE_YET) != 0) {
        if (nones == this.none.length) {
          this.none = Arrays.copyOf(this.none, 2 * nones + 1);
        }
        this.none[nones++] = run;
      }
      odd += (bits & ODD) != 0 ? 1 : 0;
      if (least != null && greatest != null) {
        boolean shown = isShown(bits);
        hidden += shown ? 0 : 1;
        least.add(run, shown ? key : Double.NaN);
        greatest.add(run, shown ? -key : Double.NaN);
      }
    }

    private boolean isShown(int bits) {
      return (bits & (KNOWN | NEVER | ODD)) == KNOWN && ((bits & NONE_YET) == 0 || withNone);
    }

    private void remove(int run, int bits) {
      odd -= (bits & ODD) != 0 ? 1 : 0;
      if (least != null && greatest != null) {
        hidden -= isShown(bits) ? 0 : 1;
        least.remove(run);
        greatest.remove(run);
      }
    }

    private void reset() {
      offset = 0;
      sizeNow = 0;
      sizeBefore = 0;
      stepsNow = 0;
      stepsBefore = 0;
      roughNow = false;
      roughBefore = false;
      hidden = 0;
      odd = 0;
      nones = 0;
    }

    private void turn() {
      sizeBefore = sizeNow;
      stepsBefore = stepsNow + 1;
      roughBefore = roughNow;
      sizeNow = 0;
      stepsNow = 0;
      roughNow = false;
    }
  }

  /**
   * @param asked variables that a row is asked for here
   */
  OffsetTable(int place, OffsetGuards guards, long asked) {
    this.place = place;
    this.sums = new Sum[guards.count()];
    for (int i = 0; i < sums.length; i++) {
      OffsetGuards.Guard guard = guards.guard(i);
      sums[i] = new Sum(guard.total.by().most(), (asked & guard.bit) != 0, guard.sumsItself());
    }
  }

  boolean isEmpty() {
    return size == holes;
  }

  int live() {
    return size - holes;
  }

  boolean isHere(int run) {
    return starts[run] != Nodes.NONE;
  }

  int set(int run) {
    return sets[run];
  }

  int entry(int run) {
    return entries[run];
  }

  /** A start has labels of its own up to the end of the chain. */
  void hasTaken(int run, int set) {
    sets[run] = set;
    entries[run] = head;
  }

  int flags(int run) {
    return flags[run];
  }

  /** Whether a sum's trees have the start. */
  boolean isShown(int run, int sum) {
    return sums[sum].isShown(flags(flags[run], sum));
  }

  static int flags(int all, int sum) {
    return all >>> FLAGS * sum & (1 << FLAGS) - 1;
  }

  /**
   * A start comes, behind the row that is at the end of the chain.
   *
   * @param brings {@link #WIDTH} numbers for each sum, from {@code at} on
   */
  void add(int start, int set, double[] brings, int at, int bits) {
    if (isEmpty()) {
      clear();
    }
    enter(start, set, brings, at, bits);
  }

  /** As {@link #add}, where the chain may be older than all starts. */
  void enter(int start, int set, double[] brings, int at, int bits) {
    int run = put(start, set, head, bits);
    for (int i = 0; i < sums.length; i++) {
      Sum sum = sums[i];
      int from = at + i * WIDTH;
      int own = flags(bits, i);
      sum.sizeNow = Math.max(sum.sizeNow, brings[from + SIZE]);
      sum.stepsNow = Math.max(sum.stepsNow, brings[from + STEPS]);
      sum.roughNow |= (own & ROUGH) != 0;
      sum.put(run, sum.offset - brings[from + VALUE], own);
    }
  }

  private int put(int start, int set, int entry, int bits) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
      sets = Arrays.copyOf(sets, 2 * size);
      entries = Arrays.copyOf(entries, 2 * size);
      flags = Arrays.copyOf(flags, 2 * size);
    }
    int run = size++;
    starts[run] = start;
    sets[run] = set;
    entries[run] = entry;
    flags[run] = bits;
    return run;
  }

  /**
   * What a start takes along when it goes.
   *
   * @param all what it has at most
   */
  int bring(int run, double[] to, int at, OffsetSizes all) {
    int bits = flags[run];
    for (int i = 0; i < sums.length; i++) {
      Sum sum = sums[i];
      to[at + i * WIDTH + VALUE] = sum.value(run);
      to[at + i * WIDTH + SIZE] = Math.min(sum.size(), all.most(i));
      to[at + i * WIDTH + STEPS] = Math.min(sum.stepsNow + sum.stepsBefore + 2, all.mostSteps());
      bits |= sum.isRough() ? ROUGH << FLAGS * i : 0;
    }
    return bits;
  }

  void remove(int run) {
    for (int i = 0; i < sums.length; i++) {
      sums[i].remove(run, flags(flags[run], i));
    }
    starts[run] = Nodes.NONE;
    holes++;
  }

  void clear() {
    size = 0;
    holes = 0;
    head = Nodes.NONE;
    turned = Long.MIN_VALUE;
    for (Sum sum : sums) {
      sum.reset();
    }
  }

  /** All starts take the row that has been put at the end of the chain. */
  void add(int number, OffsetGuards.Added added) {
    Sum sum = sums[number];
    sum.add(added);
    if (added.none || sum.nones == 0) {
      return;
    }
    int count = sum.nones;
    sum.nones = 0;
    int bit = NONE_YET << FLAGS * number;
    for (int i = 0; i < count; i++) {
      int run = sum.none[i];
      if (run < size && isHere(run) && (flags[run] & bit) != 0) {
        if (sum.withNone || sum.least == null) {
          flags[run] &= ~bit;
        } else {
          again(run, flags[run] & ~bit);
        }
      }
    }
  }

  /** The start stands behind all others from now on: trees take numbers at the end only. */
  private void again(int run, int bits) {
    int to = put(starts[run], sets[run], entries[run], bits);
    for (int i = 0; i < sums.length; i++) {
      sums[i].put(to, sums[i].keys[run], flags(bits, i));
    }
    remove(run);
  }

  interface Living {
    boolean isAlive(int start);
  }

  /** Before a row of this time: what is over goes when it is most, and offsets begin anew. */
  void tidy(long time, long within, Living living) {
    boolean turns = turned != Long.MIN_VALUE && time - turned >= within;
    if (turned == Long.MIN_VALUE || turns) {
      turned = time;
    }
    if (turns || size > after) {
      close(living, turns);
    }
  }

  private void close(Living living, boolean turns) {
    int count = size;
    size = 0;
    holes = 0;
    double[] shifts = new double[sums.length];
    for (int i = 0; i < sums.length; i++) {
      sums[i].hidden = 0;
      sums[i].odd = 0;
      sums[i].nones = 0;
      if (turns) {
        shifts[i] = sums[i].offset;
        sums[i].offset = 0;
        sums[i].turn();
      }
    }
    for (int run = 0; run < count; run++) {
      if (starts[run] != Nodes.NONE && living.isAlive(starts[run])) {
        int to = put(starts[run], sets[run], entries[run], flags[run]);
        for (int i = 0; i < sums.length; i++) {
          sums[i].put(to, sums[i].keys[run] - shifts[i], flags(flags[run], i));
        }
      }
    }
    after = Math.max(16, 2 * size);
    if (size == 0) {
      clear();
    }
  }
}
