package io.sluice.cep.runtime.automaton;

import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import java.util.Arrays;
import java.util.function.IntPredicate;

/** MATCH_NUMBER(): how many matches of each key have been told, so keys stay. */
final class MatchNumbers {
  private int[] told = {};

  /** Of the match that is told now. */
  int next(int key) {
    set(key, 1 + (key < told.length ? told[key] : 0));
    return told[key];
  }

  private void set(int key, int number) {
    if (key >= told.length) {
      told = Arrays.copyOf(told, Math.max(2 * told.length, key + 1));
    }
    told[key] = number;
  }

  void clear() {
    told = new int[0];
  }

  /**
   * Writes and reads the number of a key too.
   *
   * @param active whether a key has anything else
   */
  RingState.Keyed with(RingState.Keyed others, IntPredicate active) {
    return new RingState.Keyed() {
      @Override
      public void write(int key, PartOutput out) {
        out.number(key < told.length ? told[key] : 0).flag(active.test(key));
        if (active.test(key)) {
          others.write(key, out);
        }
      }

      @Override
      public void read(int key, PartInput in) {
        set(key, in.count());
        if (in.flag()) {
          others.read(key, in);
        }
      }
    };
  }
}
