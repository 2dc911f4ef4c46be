package io.sluice.benchmarks.percolator;

import java.util.List;

/**
 * One stored query: its text and, for those of words only, the words.
 *
 * @param must words that all have to be there
 * @param anyOf words of which one has to be there; empty for no such condition
 * @param mustNot words that must not be there
 */
record Question(
    String id, String text, List<String> must, List<String> anyOf, List<String> mustNot) {
  static Question of(String text) {
    return new Question("", text, List.of(), List.of(), List.of());
  }

  Question named(String name) {
    return new Question(name, text, must, anyOf, mustNot);
  }
}
