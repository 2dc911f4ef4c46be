package io.sluice.cep.runtime.match;

/**
 * Sees what the matcher does, step by step; for explanations. Attempts are named by their creation
 * number, variables by their index.
 */
public interface MatchListener {
  MatchListener NONE = new MatchListener() {};

  default void started(long attempt, Row row) {}

  /** The condition of a variable was asked for a row; {@code labels} are those before it. */
  default void tested(long attempt, Row row, int variable, boolean fits) {}

  default void taken(long attempt, Labels labels) {}

  /** A thread passed over a row. */
  default void passed(long attempt, Row row) {}

  /** A row that fits a NOT ended ways on. */
  default void forbidden(long attempt, Row row, int variable) {}

  default void expired(long attempt, long time) {}

  /** Nothing is left of the attempt, and it found no match. */
  default void died(long attempt) {}

  /** The attempt ended because a match took its starting row, or a limit was reached. */
  default void dropped(long attempt) {}

  default void matched(long attempt, Match match) {}
}
