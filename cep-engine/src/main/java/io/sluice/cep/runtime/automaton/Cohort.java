package io.sluice.cep.runtime.automaton;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Starts of one key whose threads stand at the same places in the same order, so that what one of
 * them does with a row all do: the row costs the same whatever their number. What becomes of them
 * is one log: a row, the state before it, its letter. A start has the entries from the one on at
 * which it came in, behind labels of its own ({@link CohortStarts}).
 *
 * <p>Where two cohorts meet at one state, the one of fewer starts goes into the other: its log ends
 * there, and its starts have the other's entries from then on. So a start is a few logs at most,
 * and nothing is copied (union by size; Tarjan, JACM 1975).
 */
final class Cohort {
  private static final int ENTRY = 3;
  private static final int STATE = 1;
  private static final int LETTER = 2;

  /** Names it in the records of its starts. */
  final int number;

  /** In which all stand now, until it has gone into another. */
  int state;

  /** The one that it has gone into, and the entry from which on that one's log is its own. */
  @Nullable Cohort into;

  int at;

  /** How many are followed, with those of its parts. */
  int size;

  /** Its own starts in the order in which they came in; those of its parts are the parts'. */
  int first;

  int last;

  /** Those that have gone into it, in that order. */
  final ArrayDeque<Cohort> parts = new ArrayDeque<>(0);

  /** The number of the last entry that found a match, or one before the first entry. */
  int found;

  /** The number of the oldest entry that is kept. */
  private int from;

  private int end;
  private int[] log = new int[4 * ENTRY];

  Cohort(int number) {
    this.number = number;
  }

  /** It begins again, without starts. */
  void begin(int at) {
    state = at;
    size = 0;
    first = CohortStarts.NONE;
    last = CohortStarts.NONE;
    from = 0;
    end = 0;
    found = -1;
  }

  /** Lets go of what it has. */
  void forget() {
    into = null;
    parts.clear();
    if (log.length > 64 * ENTRY) {
      log = new int[4 * ENTRY];
    }
  }

  /** The number that the next entry has. */
  int end() {
    return end;
  }

  boolean isFull() {
    return (end - from) * ENTRY == log.length;
  }

  /**
   * An entry that there is room for.
   *
   * @param row its number, or NONE where no thread takes it
   */
  void add(int row, int letter, ListAutomaton.Step step) {
    int to = (end - from) * ENTRY;
    log[to] = row;
    log[to + STATE] = state;
    log[to + LETTER] = letter;
    if (step.foundFrom() >= 0) {
      found = end;
    }
    end++;
    state = step.target();
  }

  /**
   * @param oldest the first entry that a start still has
   */
  void makeRoom(int oldest) {
    int kept = (end - oldest) * ENTRY;
    int[] old = log;
    if (2 * kept > old.length) {
      log = new int[2 * old.length];
    }
    System.arraycopy(old, (oldest - from) * ENTRY, log, 0, kept);
    from = oldest;
  }

  int row(int entry) {
    return log[(entry - from) * ENTRY];
  }

  int letter(int entry) {
    return log[(entry - from) * ENTRY + LETTER];
  }

  /** Before the entry. */
  int state(int entry) {
    return entry == end ? state : log[(entry - from) * ENTRY + STATE];
  }

  /** Gives rows and letters their new numbers. */
  void rewrite(Compaction.References references, int oldest) {
    for (int entry = oldest; entry < end; entry++) {
      int at = (entry - from) * ENTRY;
      if (log[at] != Nodes.NONE) {
        log[at] = references.row(log[at]);
      }
      references.state(log[at + STATE]);
      log[at + LETTER] = references.letter(log[at + LETTER]);
    }
    references.state(state);
  }
}
