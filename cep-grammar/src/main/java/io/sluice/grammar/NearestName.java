package io.sluice.grammar;

import java.util.Collection;
import java.util.Optional;

/**
 * Did-you-mean: the candidate within Damerau-Levenshtein distance 2, or a third of the length, of
 * what was written.
 */
public final class NearestName {
  private NearestName() {}

  /** The nearest candidate, letter case aside; the first in order among equals. */
  public static Optional<String> to(String written, Collection<String> candidates) {
    throw new UnsupportedOperationException("grammar: being built");
  }
}
