package io.sluice.cep.runtime.automaton;

/** Lists the matches that nobody has asked for yet, a lot a time. */
sealed interface Rest permits NearestMatches, SetPaths {
  boolean isOver();

  /** Fills the next lot. */
  void goOn();
}
