package io.sluice.cep.runtime.automaton;

import io.sluice.cep.program.PatternProgram;
import io.sluice.cep.runtime.census.Census;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;

/**
 * The {@link Attempts} of all keys that are followed side by side. Those of a key are one block, in
 * the order of their starts: how many, then one after the other.
 */
final class AttemptLists implements Compaction.Owner {
  private static final int[] NONE = {};

  private final Attempts attempts;
  private final PatternProgram program;
  private final KeyBlocks blocks = new KeyBlocks();

  AttemptLists(Attempts attempts, PatternProgram program) {
    this.attempts = attempts;
    this.program = program;
  }

  boolean has(int key) {
    return blocks.has(key);
  }

  /** The array in which the attempts of a key stand. */
  int[] ints(int key) {
    return blocks.has(key) ? blocks.ints(key) : NONE;
  }

  int count(int key) {
    return blocks.has(key) ? blocks.ints(key)[blocks.at(key)] : 0;
  }

  /** Where the first attempt of a key stands. */
  int first(int key) {
    return blocks.has(key) ? blocks.at(key) + 1 : 0;
  }

  /** Where the last attempt of a key ends. */
  int end(int key) {
    int[] list = ints(key);
    int at = first(key);
    for (int i = count(key); i > 0; i--) {
      at += attempts.length(list[at + Attempts.STATE]);
    }
    return at;
  }

  /**
   * @param made the attempts from its beginning on, up to {@code end}
   */
  void store(int key, int[] made, int count, int end) {
    if (count > 0) {
      blocks.room(key, 1 + end);
      System.arraycopy(made, 0, blocks.ints(key), first(key), end);
      blocks.ints(key)[blocks.at(key)] = count;
    } else if (blocks.has(key)) {
      blocks.free(key);
    }
  }

  /** The first row of the oldest attempt of a key that has one. */
  int oldest(int key) {
    return ints(key)[first(key) + Attempts.START] & TakenRows.MASK;
  }

  /** Whether {@code row} is the first one of the key's oldest attempt. */
  boolean isOldest(int key, int row) {
    return has(key) && oldest(key) == row;
  }

  boolean leavesAsItIs(int key, int letter) {
    int[] list = ints(key);
    // Most neighbours are at one state: that is looked at once.
    int before = Nodes.NONE;
    int length = 0;
    for (int i = count(key), at = first(key); i > 0; i--) {
      int state = list[at + Attempts.STATE];
      if (state != before) {
        if (state != ListAutomaton.DECIDED && !attempts.automaton.step(state, letter).same()) {
          return false;
        }
        before = state;
        length = attempts.length(state);
      }
      at += length;
    }
    return true;
  }

  /** Variables that the attempts of a key, or a new one, ask a row of this letter for. */
  long asked(int key, int letter) {
    long asked = attempts.automaton.askedToBegin(key < 0, letter);
    if (key >= 0) {
      int[] list = ints(key);
      for (int i = count(key), at = first(key); i > 0; i--) {
        int state = list[at + Attempts.STATE];
        asked |= attempts.automaton.step(state, letter).asked();
        at += attempts.length(state);
      }
    }
    return asked;
  }

  void count(int key, Census to) {
    for (int i = count(key), at = first(key); i > 0; i--) {
      at += attempts.count(ints(key), at, to);
    }
  }

  void clear() {
    blocks.clear();
  }

  @Override
  public int keys() {
    return blocks.end();
  }

  @Override
  public void rewrite(Compaction.References references) {
    for (int key = 0; key < blocks.end(); key++) {
      if (has(key)) {
        for (int i = count(key), at = first(key); i > 0; i--) {
          at += attempts.rewrite(ints(key), at, references);
        }
        references.changed(key);
      }
    }
  }

  void write(int key, PartOutput out) {
    out.number(count(key));
    for (int i = count(key), at = first(key); i > 0; i--) {
      at += AttemptCodec.write(attempts, ints(key), at, out);
    }
  }

  /** How many there are. */
  int read(int key, PartInput in) {
    int count = in.count();
    int[][] read = new int[count][];
    int length = 0;
    for (int i = 0; i < count; i++) {
      read[i] = AttemptCodec.read(attempts, program, in);
      length += read[i].length;
    }
    int[] all = new int[length];
    int at = 0;
    for (int[] attempt : read) {
      System.arraycopy(attempt, 0, all, at, attempt.length);
      at += attempt.length;
    }
    store(key, all, count, length);
    return count;
  }
}
