package io.sluice.cep.runtime.automaton;

/** Lists the matches that one row completes. */
sealed interface Listing permits AllMatches, NearestMatches, OldestMatch {
  /** The row, which is the last one of all that follows. */
  void begin(int key, int row);

  /** Labellings that go on with the row. */
  void add(int set, int label);

  /** That was the last set. */
  void tell();
}
