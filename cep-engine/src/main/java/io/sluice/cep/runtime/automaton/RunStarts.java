package io.sluice.cep.runtime.automaton;

import java.util.Arrays;

/**
 * What is to be known of each taken row as a start: how many runs begin with it, and the match that
 * begins with it and waits for older starts. In the ring of {@link TakenRows}.
 */
final class RunStarts {
  private final TakenRows rows;
  private int[] runs = new int[64];
  private int[] best = new int[64];

  /** Starts with runs. */
  private int open;

  RunStarts(TakenRows rows) {
    this.rows = rows;
    Arrays.fill(best, Nodes.NONE);
  }

  int open() {
    return open;
  }

  boolean hasRuns(int start) {
    return rows.isAlive(start) && runs[start & runs.length - 1] > 0;
  }

  boolean hasMatch(int start) {
    return best[start & best.length - 1] != Nodes.NONE;
  }

  int match(int start) {
    return best[start & best.length - 1];
  }

  void found(int start, int labels) {
    best[start & best.length - 1] = labels;
  }

  /** A row has been taken under this number. */
  void taken(int number) {
    if (rows.size() > runs.length) {
      grow(number);
    }
    runs[number & runs.length - 1] = 0;
    best[number & best.length - 1] = Nodes.NONE;
  }

  private void grow(int number) {
    int room = 2 * runs.length;
    int[] runsThere = new int[room];
    int[] bestThere = new int[room];
    for (int at = rows.first(); at != number; at = TakenRows.after(at)) {
      runsThere[at & room - 1] = runs[at & runs.length - 1];
      bestThere[at & room - 1] = best[at & best.length - 1];
    }
    runs = runsThere;
    best = bestThere;
  }

  void add(RunsOfKey of, int start) {
    if (runs[start & runs.length - 1]++ == 0) {
      of.began(start);
      of.attempts++;
      open++;
    }
  }

  void remove(RunsOfKey of, int start) {
    if (--runs[start & runs.length - 1] == 0) {
      of.attempts--;
      open--;
    }
  }

  /** No run begins with it any more. */
  void giveUp(RunsOfKey of, int start) {
    int at = start & runs.length - 1;
    if (runs[at] > 0) {
      runs[at] = 0;
      of.attempts--;
      open--;
    }
  }

  void forget(int start) {
    best[start & best.length - 1] = Nodes.NONE;
  }

  void clear() {
    open = 0;
  }

  /** Room for the rows that are here again, without runs and matches. */
  void restored() {
    int room = 64;
    while (room < rows.size()) {
      room *= 2;
    }
    runs = new int[room];
    best = new int[room];
    Arrays.fill(best, Nodes.NONE);
  }

  /** A run that stands in its table already. */
  void restore(int start) {
    runs[start & runs.length - 1]++;
  }

  /** All runs and matches are here. */
  void restored(RunsOfKeys keys) {
    for (int row = rows.first(); row != rows.next(); row = TakenRows.after(row)) {
      if (hasRuns(row) || hasMatch(row)) {
        RunsOfKey of = keys.of(rows.key(row));
        of.began(row);
        of.attempts += hasRuns(row) ? 1 : 0;
        open += hasRuns(row) ? 1 : 0;
      }
    }
  }
}
