package io.sluice.percolator;

/**
 * One declared field. Any field may have several values in a document.
 *
 * @param analyzer a name of {@link Analyzers}, maybe with synonyms; {@code keyword} for all types
 *     but TEXT
 */
public record Field(String name, FieldType type, String analyzer) {
  public Field {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("A field needs a name.");
    }
    var _ = Analyzers.ofQueries(analyzer);
  }
}
