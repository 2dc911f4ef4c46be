package io.sluice.percolator.index;

import io.sluice.percolator.arrays.ArraysIn;
import io.sluice.percolator.arrays.ArraysOut;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The programs, each filed under its anchors: most of them in an immutable {@link Base}, those that
 * came later in growing lists beside it. One thread writes at a time; what it has written is seen
 * by those who read a {@link View} taken afterwards. Arrays only grow and entries below a view's
 * counts never change, so readers need no lock: a posting that is newer than the view is recognised
 * by its number and passed over.
 *
 * <p>{@link #plan} chooses anchors anew by what was seen of the stream and needs no lock; {@link
 * #adopt} puts the result in place. Nothing is removed: who deletes keeps count of dead programs
 * and builds the index anew.
 */
public final class PredicateIndex {
  /** How a predicate comes to be true. */
  public enum Kind {
    /** Told before a case is run. Can be an anchor. */
    TOLD((byte) 0),
    /** Told where it is an anchor, otherwise evaluated when a program asks. */
    TELLABLE((byte) 1),
    /** Evaluated when a program asks. Cannot be an anchor. */
    LAZY((byte) 2);

    final byte code;

    Kind(byte code) {
      this.code = code;
    }

    static Kind of(byte code) {
      return code == 0 ? TOLD : code == 1 ? TELLABLE : LAZY;
    }
  }

  static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);
  static final VarHandle LISTS = MethodHandles.arrayElementVarHandle(int[][].class);

  private final Programs programs;
  private final IntToDoubleFunction estimate;
  private int predicates;
  private byte[] kinds;
  private Counts counts;
  private final Profile profile = new Profile();
  private Base base;
  private int @Nullable [][] later = null;
  private int[] laterFree = new int[16];
  private int laterFreeCount;
  private int[] laterTold = new int[16];
  private int laterToldCount;
  private int[] laterAlways = new int[16];
  private int laterAlwaysCount;

  /** What a reader sees: all that was written before it was taken. */
  @SuppressWarnings("ArrayRecordComponent") // flat arrays, shared on purpose, never compared
  public record View(
      int predicates,
      int programs,
      int[] code,
      int[] start,
      byte[] kinds,
      Base base,
      int @Nullable [][] later,
      int[] laterFree,
      int laterFreeCount,
      int[] laterAlways,
      int laterAlwaysCount,
      int[] laterTold,
      int laterToldCount,
      Counts counts,
      Profile profile) {
    public Condition condition(int program) {
      return read(this, program);
    }

    /** Whether a leaf of a program is one of some predicates. */
    public boolean uses(int program, IntPredicate some) {
      return Programs.uses(code, start[program], start[program + 1], some);
    }

    /** All that the view sees, for {@link PredicateIndex#read}. */
    public void write(ArraysOut out) throws IOException {
      out.ints(code, start[programs]);
      out.ints(start, programs + 1);
      out.bytes(kinds, predicates);
      counts.write(out, predicates);
      base.write(out);
    }

    /** Part of the cases in which a predicate is true, as far as it was told and counted. */
    public double frequency(int predicate) {
      return kinds[predicate] == Kind.TOLD.code ? counts.frequency(predicate) : 1;
    }

    /** How many cases were counted so far. */
    public int cases() {
      return counts.ever();
    }

    /** Whether a program holds unless it is excluded. */
    public boolean isFree(int program) {
      return contains(base.free(), base.free().length, program)
          || contains(laterFree, laterFreeCount, program);
    }

    private static boolean contains(int[] list, int count, int program) {
      for (int i = 0; i < count; i++) {
        if (list[i] == program) {
          return true;
        }
      }
      return false;
    }

    /** The predicates that a program is filed under; looks through all postings. */
    public int[] anchorsOf(int program) {
      IntStream.Builder anchors = IntStream.builder();
      for (int predicate = 0; predicate < predicates; predicate++) {
        if (predicate + 1 < base.off().length) {
          for (int at = base.off()[predicate]; at < base.off()[predicate + 1]; at += 2) {
            if (base.post()[at] == program) {
              anchors.add(predicate);
            }
          }
        }
        int[] list = later == null || predicate >= later.length ? null : later[predicate];
        for (int at = 1; list != null && at < list[0]; at += 2) {
          if (list[at] == program) {
            anchors.add(predicate);
          }
        }
      }
      return anchors.build().distinct().toArray();
    }

    /** Takes a program that is tried on every case. */
    public interface AlwaysTried {
      void accept(int program, Condition condition);
    }

    public void forEachAlwaysTried(AlwaysTried action) {
      for (int[] some :
          List.of(
              base.always(),
              base.free(),
              Arrays.copyOf(laterAlways, laterAlwaysCount),
              Arrays.copyOf(laterFree, laterFreeCount))) {
        for (int program : some) {
          action.accept(program, read(this, program));
        }
      }
    }

    /** How many programs are tried on every case. */
    public int alwaysTried() {
      return base.always().length + base.free().length + laterAlwaysCount + laterFreeCount;
    }
  }

  public PredicateIndex() {
    this(predicate -> 1);
  }

  /**
   * @param estimate how often a predicate that is not told is true, from 0 to 1
   */
  public PredicateIndex(IntToDoubleFunction estimate) {
    this.estimate = estimate;
    this.programs = new Programs();
    this.kinds = new byte[256];
    this.counts = new Counts(256);
    this.base = Base.EMPTY;
  }

  private PredicateIndex(ArraysIn in, IntToDoubleFunction estimate) {
    this.estimate = estimate;
    this.programs = new Programs(in.ints(), in.ints());
    this.kinds = in.bytes();
    this.predicates = kinds.length;
    this.counts = Counts.read(in);
    this.base = Base.read(in);
    fileWhatIsNotInTheBase();
  }

  /** An index as it was when its view was written. */
  public static PredicateIndex read(ArraysIn in, IntToDoubleFunction estimate) {
    return new PredicateIndex(in, estimate);
  }

  public View view() {
    return new View(
        predicates,
        programs.count(),
        programs.code(),
        programs.start(),
        kinds,
        base,
        later,
        laterFree,
        laterFreeCount,
        laterAlways,
        laterAlwaysCount,
        laterTold,
        laterToldCount,
        counts,
        profile);
  }

  /**
   * A predicate whose truth is told before a case is run; it can be an anchor.
   *
   * @param prior guess of how often it will be true, from 0 to 1
   */
  public int addPredicate(double prior) {
    return add(Kind.TOLD, prior);
  }

  /** A predicate that is told only where {@link View} or {@link Base} name it as an anchor. */
  public int addTellablePredicate() {
    return add(Kind.TELLABLE, 0);
  }

  /** A predicate that is only evaluated when a program asks; it cannot be an anchor. */
  public int addLazyPredicate() {
    return add(Kind.LAZY, 0);
  }

  private int add(Kind kind, double guess) {
    int number = predicates++;
    if (number == kinds.length) {
      kinds = Arrays.copyOf(kinds, number + number / 4 + 16);
      counts = counts.grown(kinds.length);
    }
    kinds[number] = kind.code;
    counts.begin(number, guess);
    return number;
  }

  /** The number of the program for a condition; an equal one is shared. */
  public int addProgram(Condition condition) {
    int interned = programs.intern(condition);
    if (interned >= 0) {
      return interned;
    }
    file(-1 - interned, condition);
    return -1 - interned;
  }

  private void file(int program, Condition condition) {
    Filing filing = Filing.of(condition, planner(counts));
    if (filing.isFree()) {
      laterFree = appended(laterFree, laterFreeCount, program);
      laterFreeCount++;
    } else if (filing.isAlways()) {
      laterAlways = appended(laterAlways, laterAlwaysCount, program);
      laterAlwaysCount++;
    }
    for (int anchor : filing.anchors()) {
      if (kinds[anchor] == Kind.TELLABLE.code) {
        laterTold = appended(laterTold, laterToldCount, anchor);
        laterToldCount++;
      }
      append(anchor, program, filing.second());
    }
  }

  private static int[] appended(int[] list, int count, int value) {
    int[] roomy = count == list.length ? Arrays.copyOf(list, 2 * count) : list;
    roomy[count] = value;
    return roomy;
  }

  private Filing.Planner planner(Counts seen) {
    return new Filing.Planner() {
      @Override
      public double frequency(int predicate) {
        return kinds[predicate] == Kind.TOLD.code
            ? seen.frequency(predicate)
            : estimate.applyAsDouble(predicate);
      }

      @Override
      public Kind kind(int predicate) {
        return Kind.of(kinds[predicate]);
      }
    };
  }

  private void append(int anchor, int program, int second) {
    int[][] lists = later;
    if (lists == null || anchor >= lists.length) {
      int size = Math.max(kinds.length, anchor + 1);
      lists = lists == null ? new int[size][] : Arrays.copyOf(lists, size);
      later = lists;
    }
    int[] list = lists[anchor];
    int used = list == null ? 0 : list[0];
    if (list == null || 1 + used + 2 > list.length) {
      list = list == null ? new int[3] : Arrays.copyOf(list, 1 + 2 * used);
      list[1 + used] = program;
      list[2 + used] = second;
      list[0] = used + 2;
      LISTS.setRelease(lists, anchor, list);
      return;
    }
    list[1 + used] = program;
    list[2 + used] = second;
    INTS.setRelease(list, 0, used + 2);
  }

  /** Whether programs of this condition are tried on every case, for want of an anchor. */
  public boolean isAlwaysTried(Condition condition) {
    Filing filing = Filing.of(condition, planner(counts));
    return filing.isAlways() || filing.isFree();
  }

  public double frequency(int predicate) {
    return planner(counts).frequency(predicate);
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

  /** Programs that are not in the base. */
  public int pending() {
    return programs.count() - base.programs();
  }

  /** Postings for all programs of a view, by what is known of the stream now. Needs no lock. */
  public Base plan(View view) {
    return Base.of(view, planner(view.counts()));
  }

  /** Puts planned postings in place; what came since then is filed beside them. */
  public void adopt(Base planned) {
    base = planned;
    counts.age();
    later = null;
    laterFree = new int[16];
    laterFreeCount = 0;
    laterAlways = new int[16];
    laterAlwaysCount = 0;
    laterTold = new int[16];
    laterToldCount = 0;
    fileWhatIsNotInTheBase();
  }

  private void fileWhatIsNotInTheBase() {
    for (int program = base.programs(); program < programs.count(); program++) {
      file(program, programs.read(program));
    }
  }

  /** Conditions of programs as they stand in a view. */
  static Condition read(View view, int program) {
    return Programs.read(view.code(), view.start()[program]);
  }
}
