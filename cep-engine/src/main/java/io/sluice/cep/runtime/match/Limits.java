package io.sluice.cep.runtime.match;

/**
 * How much one pattern may hold and do; what is beyond is dropped and counted.
 *
 * @param attemptsPerKey partial matches of one key; beyond that the oldest is dropped
 * @param stepsPerRow ways on that one attempt may try for one row; beyond that it is dropped
 */
public record Limits(int attemptsPerKey, int stepsPerRow) {
  public static final Limits DEFAULT = new Limits(10_000, 100_000);
}
