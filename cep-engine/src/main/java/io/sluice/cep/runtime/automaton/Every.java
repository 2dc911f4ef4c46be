package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.runtime.census.Census;

/** What becomes of every match of a statement with WITHIN: they are listed, or counted. */
sealed interface Every permits EveryMatch, CountedMatches {
  TakenRows rows();

  Nodes nodes();

  /** First rows that are still within the bound. */
  int starts();

  /** Matches begun so far. */
  long begun();

  /** Whether the first row is in no partial match any more, as far as that is followed. */
  default boolean isFirstOver() {
    return false;
  }

  boolean isActive(int key);

  /**
   * Whether a row of this letter may begin a match.
   *
   * @param atFirst whether it is the first row of its partition
   */
  boolean starts(boolean atFirst, int letter);

  /** Whether a row of this letter changes nothing for the key. */
  boolean leavesAsItIs(int key, int letter);

  /** Variables that the key's threads, and a new one, ask a row for. */
  long asked(int key, int letter);

  /**
   * The next row of a key; what is out of its bound has been let go.
   *
   * @param atFirst whether it is the first row of its partition
   */
  void row(boolean atFirst, int key, int letter, Event next);

  /** The oldest row is left behind; tells the key of which nothing is alive any more, or -1. */
  int letGoFirst();

  /** How many nodes have been looked into so far to find the nearest matches. */
  default long opened() {
    return 0;
  }

  /** Tells {@code to} what is open for an active key. */
  void count(int key, Census to, SetCensus sets);

  void clear();

  /** Rows and keys are here again. */
  void restored();
}
