package io.sluice.cep.task;

/**
 * How much one statement may hold and do. A standing one gives up what is beyond, and counts it; a
 * bounded query fails, since rows would be missing.
 *
 * @param attemptsPerKey partial matches of one key that are followed side by side; beyond that the
 *     oldest is given up, where the statement says nothing else
 * @param attemptsPerPattern the same over all keys of a pattern
 * @param stepsPerRow ways on that one partial match may try for one row; beyond that it is given up
 * @param keptCursors cursors of one statement that may be kept ({@link RowCursor#keep}); beyond
 *     that the oldest ends. The same holds for what follows
 * @param keptEntries rows and steps of partial matches that kept cursors of one statement may hold
 *     together; the newest cursor may hold more
 * @param automatonStates states that the automaton of a statement remembers; beyond that those that
 *     no partial match stands at are forgotten, and found again when they are needed
 */
public record Limits(
    int attemptsPerKey,
    int attemptsPerPattern,
    int stepsPerRow,
    int keptCursors,
    long keptEntries,
    int automatonStates) {
  public static final Limits DEFAULT = new Limits(10_000, 1_000_000, 100_000);

  /** With the default limits for kept cursors. */
  public Limits(int attemptsPerKey, int attemptsPerPattern, int stepsPerRow) {
    this(attemptsPerKey, attemptsPerPattern, stepsPerRow, 16, 10_000_000);
  }

  /** With the default limit for states. */
  public Limits(
      int attemptsPerKey,
      int attemptsPerPattern,
      int stepsPerRow,
      int keptCursors,
      long keptEntries) {
    this(attemptsPerKey, attemptsPerPattern, stepsPerRow, keptCursors, keptEntries, 10_000);
  }

  public Limits {
    if (keptCursors < 1) {
      throw new IllegalArgumentException(
          "keptCursors is %d; at least 1 cursor can be kept".formatted(keptCursors));
    }
  }

  public Limits withAutomatonStates(int states) {
    return new Limits(
        attemptsPerKey, attemptsPerPattern, stepsPerRow, keptCursors, keptEntries, states);
  }
}
