package io.sluice.cep.task;

/**
 * How much one statement may hold and do. A standing one gives up what is beyond, and counts it; a
 * bounded query fails, since rows would be missing.
 *
 * @param attemptsPerKey partial matches of one key that are followed side by side; beyond that the
 *     oldest is given up, where the statement says nothing else
 * @param attemptsPerPattern the same over all keys of a pattern
 * @param stepsPerRow ways on that one partial match may try for one row; beyond that it is given up
 */
public record Limits(int attemptsPerKey, int attemptsPerPattern, int stepsPerRow) {
  public static final Limits DEFAULT = new Limits(10_000, 1_000_000, 100_000);
}
