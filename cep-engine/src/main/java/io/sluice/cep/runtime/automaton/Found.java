package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.runtime.match.Match;
import org.jspecify.annotations.Nullable;

/**
 * A match at the moment at which it is found; what is to be kept of it must be copied. Rows and
 * variables stand in their order, from 0.
 */
public interface Found {
  int size();

  Event row(int index);

  int variable(int index);

  /**
   * The rows of the partition around a row, where an expression asks for them, else null: those
   * before it, the earliest first, then those behind it; null where there is none.
   */
  default @Nullable Event @Nullable [] beside(int index) {
    return null;
  }

  /** The row that it begins at, which a match without rows has too. */
  default Event start() {
    return row(0);
  }

  /** Counts the matches of the key from 1, where that is asked for; else 0. */
  default long matchNumber() {
    return 0;
  }

  /** Of a match, or of what is told in its place. */
  default Match.Kind kind() {
    return Match.Kind.MATCH;
  }

  /** Event time of the result. */
  long time();

  /** The partition key. */
  @Nullable Object[] key();
}
