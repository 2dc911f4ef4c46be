package io.sluice.cep.runtime.automaton;

import io.sluice.cep.runtime.census.Census;
import io.sluice.cep.runtime.place.Place;
import java.util.List;

/**
 * Attempts of the preferred match as ints: start, state, best match so far, then the labels of each
 * thread. Labels are outputs in {@link Nodes}, so threads that branch share what they have in
 * common, and they go with the row that began them.
 */
final class Attempts {
  static final int START = 0;
  static final int STATE = 1;
  static final int BEST = 2;
  static final int LABELS = 3;

  final ListAutomaton automaton;
  final TakenRows rows = new TakenRows();
  final Nodes nodes = new Nodes(rows);

  Attempts(ListAutomaton automaton) {
    this.automaton = automaton;
  }

  int length(int state) {
    return LABELS + automaton.threads(state);
  }

  /** The most that one step from here may need. */
  static int length(ListAutomaton.Step step) {
    return LABELS + step.from().length;
  }

  /**
   * Writes what becomes of an attempt behind a row; {@code to} is another place than {@code from}.
   *
   * @param row its number where a thread takes it
   */
  int step(ListAutomaton.Step step, int[] from, int at, int[] to, int toAt, int row) {
    to[toAt + START] = from[at + START];
    to[toAt + STATE] = step.target();
    to[toAt + BEST] =
        step.foundFrom() < 0
            ? from[at + BEST]
            : nodes.output(from[at + LABELS + step.foundFrom()], row, step.foundLabel());
    int[] origins = step.from();
    int[] labels = step.labels();
    for (int i = 0; i < origins.length; i++) {
      int before = from[at + LABELS + origins[i]];
      to[toAt + LABELS + i] =
          labels[i] == ListAutomaton.PASSED ? before : nodes.output(before, row, labels[i]);
    }
    return LABELS + origins.length;
  }

  /**
   * Writes a new attempt that begins with {@code row}. A match without a row is the attempt before
   * its first one.
   *
   * @param atFirst whether it is the first row of its partition
   */
  int begin(boolean atFirst, ListAutomaton.Step step, int[] to, int toAt, int row) {
    int bottom = Nodes.bottom(row);
    to[toAt + START] = row;
    to[toAt + STATE] = step.target();
    to[toAt + BEST] =
        step.foundFrom() >= 0
            ? nodes.output(bottom, row, step.foundLabel())
            : automaton.acceptsEmpty(atFirst) ? bottom : Nodes.NONE;
    int[] labels = step.labels();
    for (int i = 0; i < labels.length; i++) {
      to[toAt + LABELS + i] = nodes.output(bottom, row, labels[i]);
    }
    return LABELS + labels.length;
  }

  /** Tells {@code to} an attempt and its threads; its length. */
  int count(int[] attempt, int at, Census to) {
    to.attempt(rows.time(attempt[at + START] & TakenRows.MASK));
    List<Place> threads = automaton.placesOf(attempt[at + STATE]);
    for (int i = 0; i < threads.size(); i++) {
      to.thread(threads.get(i), nodes.label(attempt[at + LABELS + i]));
    }
    return LABELS + threads.size();
  }

  /** Gives new numbers to what an attempt keeps; its length. */
  int rewrite(int[] attempt, int at, Compaction.References references) {
    int flag = attempt[at + START] & Nodes.BOTTOM;
    attempt[at + START] = references.row(attempt[at + START] & TakenRows.MASK) | flag;
    references.state(attempt[at + STATE]);
    int length = length(attempt[at + STATE]);
    for (int i = BEST; i < length; i++) {
      attempt[at + i] = references.set(attempt[at + i]);
    }
    return length;
  }

  /**
   * The bound of an attempt passes.
   *
   * @return whether it found a match by that: nothing came that must not
   */
  boolean expire(int[] attempt, int at) {
    int awaits = automaton.awaits(attempt[at + STATE]);
    if (awaits >= 0) {
      attempt[at + BEST] = attempt[at + LABELS + awaits];
    }
    attempt[at + STATE] = ListAutomaton.DECIDED;
    return awaits >= 0;
  }
}
