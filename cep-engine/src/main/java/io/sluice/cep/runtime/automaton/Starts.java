package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.runtime.census.Census;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;

/** Which rows of a key begin an attempt, when, and when matches are told. */
sealed interface Starts
    permits StartsByOffset,
        StartsEarly,
        StartsTogether,
        StartsTogether.Few,
        ThreadsInTurn,
        ThreadsSideBySide {
  /** Whose a key is: one statement's, or each another's where several share the tables. */
  interface Owner {
    Skips skips(int key);

    Problems problems(int key);

    /**
     * Takes a match.
     *
     * @param end the labels
     * @param bound the time of the bound that decided it, or MIN_VALUE where a row did
     * @return the match, until the next one is told
     */
    FoundRows tell(int key, int end, long bound);

    /**
     * Takes what a bound ended without a match, where that is asked for.
     *
     * @param labels those so far
     * @param bound its time
     */
    default void timeout(int key, int labels, long bound) {
      throw new IllegalStateException("timeouts are not told here");
    }

    /** Takes a match that goes on, where that is asked for; otherwise as {@link #tell}. */
    default void early(int key, int labels, long bound) {
      throw new IllegalStateException("matches are not told early here");
    }

    /** A match that was told early, as it is in the end. */
    default FoundRows match(int key, int labels) {
      throw new IllegalStateException("matches are not told early here");
    }
  }

  /** Whether a row of this letter may begin an attempt. */
  boolean mayBegin(int letter);

  /**
   * The next row of a key, which has an attempt or may begin one.
   *
   * @return whether anything changed
   */
  boolean row(int key, int letter, Event row, long clock);

  /** As {@link #row}, with the first row of a partition. */
  default boolean firstRow(int key, int letter, Event row, long clock) {
    return row(key, letter, row, clock);
  }

  /** Bounds of the key up to {@code time} pass. */
  void pass(int key, long time);

  /** As {@link #pass}, but the bound of the oldest attempt only, where no turns are kept. */
  default void passOldest(int key, long time) {
    pass(key, time);
  }

  /** Forgets the key's attempts; how many there were. */
  int drop(int key);

  /** The key's oldest attempt goes no further than what it has found. */
  void giveUpOldest(int key);

  boolean isActive(int key);

  /** Whether bounds of the key pass without a match. */
  boolean isQuiet(int key);

  /** Whether {@code row} is the first one of the key's oldest attempt. */
  boolean isOldest(int key, int row);

  /** The first row of the oldest attempt of an active key. */
  default int oldest(int key) {
    throw new IllegalStateException("it is not asked for here");
  }

  /** How many attempts of a key are followed side by side. */
  default int open(int key) {
    throw new IllegalStateException("it is not asked for here");
  }

  /** Over all keys. */
  int attempts();

  /** Variables that the key's attempts, and a new one, ask a row for. */
  long asked(int key, int letter);

  /** Tells {@code to} the attempts of an active key. */
  void count(int key, Census to);

  void clear();

  void write(int key, PartOutput out);

  void read(int key, PartInput in);

  /** Rows, labels and keys are here again. */
  default void restored() {}
}
