package io.sluice.cep.runtime.automaton;

import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code NOT N -> A}: no match begins at a row when one that fits N came before it, less than
 * WITHIN ago. Of each key the last two times of such rows are known, since rows at the time of the
 * row itself are not before it. A row that may begin nothing has {@link Letters#BLOCKED} in its
 * letter.
 */
final class LeadingNot {
  private static final long NEVER = Long.MIN_VALUE;

  private final long[] bits;
  private final long within;

  /** By key: the greatest time and the one before that, or NEVER. */
  private long[] last = new long[8];

  private long[] before = new long[8];

  /** Times with their keys in the order in which they came, in a ring. */
  private long[] times = new long[16];

  private int[] keys = new int[16];
  private int first;
  private int size;

  private LeadingNot(MatchProgram program, Letters letters) {
    this.bits = program.leadingNot().stream().mapToLong(letters::bit).toArray();
    this.within = program.within().orElseThrow();
    Arrays.fill(last, NEVER);
    Arrays.fill(before, NEVER);
  }

  /** Null where the pattern does not begin with NOT. */
  static @Nullable LeadingNot of(MatchProgram program, Letters letters) {
    return program.leadingNot().isEmpty() ? null : new LeadingNot(program, letters);
  }

  /**
   * The letter of a row.
   *
   * @param key its key, or -1
   */
  long marked(long letter, int key, long time) {
    if (!holds(key)) {
      return letter;
    }
    long latest = last[key] < time ? last[key] : before[key];
    return latest != NEVER && latest > time - within ? letter | Letters.BLOCKED : letter;
  }

  /** Variables that are asked for a row: until one of them fits, once for all rows of a time. */
  long asked(long letter, int key, long time) {
    long asked = 0;
    for (int i = 0; i < bits.length && (key < 0 || last(key) < time); i++) {
      asked |= bits[i];
      if ((letter & bits[i]) != 0) {
        break;
      }
    }
    return asked;
  }

  /** Whether a row of this letter is to be known to its key. */
  boolean concerns(long letter) {
    for (long bit : bits) {
      if ((letter & bit) != 0) {
        return true;
      }
    }
    return false;
  }

  /** The next row of a key; whether that is new to it. */
  boolean row(long letter, int key, long time) {
    if (!concerns(letter) || time <= last(key)) {
      return false;
    }
    long then = last(key);
    set(key, time, then);
    queue(key, time);
    return true;
  }

  private long last(int key) {
    return key < last.length ? last[key] : NEVER;
  }

  private void set(int key, long time, long then) {
    if (key >= last.length) {
      int from = last.length;
      last = Arrays.copyOf(last, Math.max(2 * from, key + 1));
      before = Arrays.copyOf(before, last.length);
      Arrays.fill(last, from, last.length, NEVER);
      Arrays.fill(before, from, last.length, NEVER);
    }
    last[key] = time;
    before[key] = then;
  }

  /** Whether the key is to be kept, though it may have no partial match. */
  boolean holds(int key) {
    return key >= 0 && last(key) != NEVER;
  }

  /** What came at {@code time} or before is of no use any more; keys that nothing is known of. */
  void letGo(long time, IntConsumer gone) {
    while (size > 0 && times[first] <= time) {
      int key = keys[first];
      if (last[key] == times[first]) {
        last[key] = NEVER;
        before[key] = NEVER;
        gone.accept(key);
      }
      first = first + 1 & times.length - 1;
      size--;
    }
  }

  private void queue(int key, long time) {
    if (size == times.length) {
      var moreTimes = new long[2 * size];
      var moreKeys = new int[2 * size];
      for (int i = 0; i < size; i++) {
        moreTimes[i] = times[first + i & size - 1];
        moreKeys[i] = keys[first + i & size - 1];
      }
      times = moreTimes;
      keys = moreKeys;
      first = 0;
    }
    int at = first + size++ & times.length - 1;
    times[at] = time;
    keys[at] = key;
  }

  void clear() {
    Arrays.fill(last, NEVER);
    Arrays.fill(before, NEVER);
    first = 0;
    size = 0;
  }

  // ---- state ----

  /**
   * Writes and reads what is known of a key too.
   *
   * @param active whether a key has anything else
   */
  RingState.Keyed with(RingState.Keyed others, IntPredicate active) {
    return new RingState.Keyed() {
      @Override
      public void write(int key, PartOutput out) {
        LeadingNot.this.write(key, out);
        out.flag(active.test(key));
        if (active.test(key)) {
          others.write(key, out);
        }
      }

      @Override
      public void read(int key, PartInput in) {
        LeadingNot.this.read(key, in);
        if (in.flag()) {
          others.read(key, in);
        }
      }
    };
  }

  void write(int key, PartOutput out) {
    out.number(last(key)).number(holds(key) ? before[key] : NEVER);
  }

  void read(int key, PartInput in) {
    long time = in.number();
    set(key, time, in.number());
  }

  /** All keys are here again. */
  void restored() {
    int[] known = new int[last.length];
    int count = 0;
    for (int key = 0; key < last.length; key++) {
      if (holds(key)) {
        known[count++] = key;
      }
    }
    Arrays.stream(known, 0, count)
        .boxed()
        .sorted((a, b) -> Long.compare(last[a], last[b]))
        .forEach(key -> queue(key, last[key]));
  }
}
