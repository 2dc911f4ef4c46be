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
 */
final class Past {
  private final int depth;
  private final boolean lasting;

  /** Rings of {@code depth} rows, one a key. */
  private @Nullable Event[] rows;

  /** By key, where its next row goes. */
  private int[] next = new int[8];

  private Past(int depth, boolean lasting) {
    this.depth = depth;
    this.lasting = lasting;
    this.rows = new @Nullable Event[8 * depth];
  }

  /** Null where no condition asks for PREV. */
  static @Nullable Past of(MatchProgram program) {
    return program.history() == 0 ? null : new Past(program.history(), program.before() > 0);
  }

  /** Whether a key is kept for its rows alone. */
  boolean lasting() {
    return lasting;
  }

  /** The row that many rows before the next one, or null. */
  @Nullable Event row(int key, int back) {
    if (key < 0 || key >= next.length || back > depth) {
      return null;
    }
    int at = next[key] - back;
    return rows[key * depth + (at < 0 ? at + depth : at)];
  }

  void add(int key, Event row) {
    if (key >= next.length) {
      int size = Math.max(2 * next.length, key + 1);
      next = Arrays.copyOf(next, size);
      rows = Arrays.copyOf(rows, size * depth);
    }
    int at = next[key];
    rows[key * depth + at] = row;
    next[key] = at + 1 == depth ? 0 : at + 1;
  }

  void forget(int key) {
    if (key < next.length) {
      Arrays.fill(rows, key * depth, (key + 1) * depth, null);
      next[key] = 0;
    }
  }

  void clear() {
    next = new int[8];
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
    for (int back = depth; back > 0; back--) {
      Event row = row(key, back);
      out.flag(row != null);
      if (row != null) {
        out.event(row);
      }
    }
  }

  void read(int key, PartInput in) {
    for (int back = depth; back > 0; back--) {
      if (in.flag()) {
        add(key, in.event());
      }
    }
  }
}
