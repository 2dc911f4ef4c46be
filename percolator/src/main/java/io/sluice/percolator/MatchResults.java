package io.sluice.percolator;

import java.util.List;

/** What came of several documents that were matched in one call, in their order. */
public final class MatchResults {
  /** Of each document its {@link MatchResult}, or the {@link DocumentException} that it met. */
  private final List<Object> outcomes;

  MatchResults(List<Object> outcomes) {
    this.outcomes = List.copyOf(outcomes);
  }

  public int size() {
    return outcomes.size();
  }

  /**
   * What {@link Percolator#match(Document, MatchOptions)} would have said of a document.
   *
   * @param document its place in the list that was given
   * @throws DocumentException if a value of it that some query looks at does not fit its field's
   *     type
   */
  public MatchResult get(int document) {
    return switch (outcomes.get(document)) {
      case MatchResult result -> result;
      case DocumentException refused -> throw refused;
      default -> throw new IllegalStateException();
    };
  }
}
