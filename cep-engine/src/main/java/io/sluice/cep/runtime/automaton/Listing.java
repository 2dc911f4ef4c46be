package io.sluice.cep.runtime.automaton;

import org.jspecify.annotations.Nullable;

/** Lists the matches that one row completes. */
sealed interface Listing permits NearestMatches, OldestMatch, SetPaths {
  /** The row, which is the last one of all that follows. */
  void begin(int key, int row);

  /** Labellings that go on with the row. */
  void add(int set, int label);

  /** That was the last set. */
  void tell();

  /**
   * While a lot is read: what lists the matches behind it, or null where there are none.
   *
   * @param of a view of the nodes
   * @param to takes them
   */
  @Nullable Rest rest(Nodes of, Completed to);
}
