package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The last rows of each key, as many as PREV may ask for. Where the first row of a match asks, the
 * rows of every key that was ever seen must stay; else those of keys with partial matches.
 *
 * <p>With NEXT a key's rows wait until as many have come behind them as it may ask for.
 */
final class Past {
  /** How many rows of a key are here at most. */
  private final int depth;

  private final boolean lasting;

  /** How many rows NEXT may ask for. */
  private final int ahead;

  /** Rings of {@code depth} rows, one a key. */
  private @Nullable Event[] rows;

  /** By key, where its next row goes. */
  private int[] next = new int[8];

  /** By key, how many rows wait for those behind them. */
  private int[] waiting = new int[8];

  private Past(int depth, boolean lasting, int ahead) {
    this.depth = depth;
    this.lasting = lasting;
    this.ahead = ahead;
    this.rows = new @Nullable Event[8 * depth];
  }

  /** Null where no condition asks for PREV, and nothing for NEXT. */
  static @Nullable Past of(MatchProgram program) {
    if (program.lookahead() > 0) {
      // One row more tells whether there is one before the current one.
      int depth = Math.max(1, program.history()) + program.lookahead() + 1;
      return new Past(depth, true, program.lookahead());
    }
    int depth = program.history() + (program.looksAround() ? 1 : 0);
    return depth == 0 ? null : new Past(depth, program.before() > 0, 0);
  }

  /** Whether a key is kept for its rows alone. */
  boolean lasting() {
    return lasting;
  }

  /**
   * The row that many rows before the next one to step, or null; behind it where {@code back} is
   * negative.
   */
  @Nullable Event row(int key, int back) {
    return key < 0 || key >= next.length ? null : last(key, waiting[key] + back);
  }

  /**
   * The row that many rows behind the one that is stepped and has been added, or null; before it
   * where {@code offset} is negative.
   */
  @Nullable Event beside(int key, int offset) {
    return last(key, Math.max(1, waiting[key]) - offset);
  }

  /** The last row of a key is 1, the one before it 2. */
  private @Nullable Event last(int key, int number) {
    if (number < 1 || number > depth) {
      return null;
    }
    int at = next[key] - number;
    return rows[key * depth + (at < 0 ? at + depth : at)];
  }

  void add(int key, Event row) {
    if (key >= next.length) {
      int size = Math.max(2 * next.length, key + 1);
      next = Arrays.copyOf(next, size);
      waiting = Arrays.copyOf(waiting, size);
      rows = Arrays.copyOf(rows, size * depth);
    }
    int at = next[key];
    rows[key * depth + at] = row;
    next[key] = at + 1 == depth ? 0 : at + 1;
    if (ahead > 0) {
      waiting[key]++;
    }
  }

  // ---- rows that wait for those behind them ----

  /** Whether the rows have come that the first one waits for. */
  boolean isDue(int key) {
    return waiting[key] > ahead;
  }

  /** The first row that waits, or null. */
  @Nullable Event firstWaiting(int key) {
    return key >= next.length || waiting[key] == 0 ? null : last(key, waiting[key]);
  }

  /** The first one waits no more. */
  void stepped(int key) {
    waiting[key]--;
  }

  void forget(int key) {
    if (key < next.length) {
      Arrays.fill(rows, key * depth, (key + 1) * depth, null);
      next[key] = 0;
      waiting[key] = 0;
    }
  }

  void clear() {
    next = new int[8];
    waiting = new int[8];
    rows = new @Nullable Event[8 * depth];
  }

  /**
   * Writes and reads the rows of a key too.
   *
   * @param active whether a key has anything else
   */
  RingState.Keyed with(RingState.Keyed others, IntPredicate active) {
    return new RingState.Keyed() {
      @Override
      public void write(int key, PartOutput out) {
        Past.this.write(key, out);
        out.flag(active.test(key));
        if (active.test(key)) {
          others.write(key, out);
        }
      }

      @Override
      public void read(int key, PartInput in) {
        Past.this.read(key, in);
        if (in.flag()) {
          others.read(key, in);
        }
      }
    };
  }

  void write(int key, PartOutput out) {
    for (int number = depth; number > 0; number--) {
      Event row = key < next.length ? last(key, number) : null;
      out.flag(row != null);
      if (row != null) {
        out.event(row);
      }
    }
    if (ahead > 0) {
      out.number(key < next.length ? waiting[key] : 0);
    }
  }

  void read(int key, PartInput in) {
    for (int back = depth; back > 0; back--) {
      if (in.flag()) {
        add(key, in.event());
      }
    }
    if (ahead > 0) {
      int count = in.count();
      if (count > 0) {
        waiting[key] = count;
      }
    }
  }
}
