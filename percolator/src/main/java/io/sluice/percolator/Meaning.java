package io.sluice.percolator;

import io.sluice.percolator.regex.PerlRegex;
import java.util.Arrays;
import org.apache.lucene.search.Query;

/** What a predicate says of a document, for those that are no terms. */
sealed interface Meaning {
  /** One word right behind another; the vocabulary knows which. Told. */
  enum Pair implements Meaning {
    PAIR
  }

  /**
   * Words at distances from the first. Evaluated on recorded positions.
   *
   * @param terms their term predicates
   * @param positions where each stands, relative to the first
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by content
  record Phrase(FieldWords field, int[] terms, int[] positions) implements Meaning {
    @Override
    public boolean equals(Object other) {
      return other instanceof Phrase p
          && field.equals(p.field)
          && Arrays.equals(terms, p.terms)
          && Arrays.equals(positions, p.positions);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(terms) + Arrays.hashCode(positions);
    }
  }

  /** Some value of a point field lies in a closed interval of sortable longs. */
  record Range(FieldWords field, long low, long high) implements Meaning {}

  /** As {@link Range}, but an end moves with the clock. Evaluated when asked, never an anchor. */
  record NowRange(FieldWords field, TimeEnd low, TimeEnd high) implements Meaning {}

  /** Some token of the field fits. Told. */
  record Pattern(FieldWords field, TokenPattern pattern) implements Meaning {}

  /** As {@link Pattern}, but nothing quick says which tokens may fit. Evaluated when asked. */
  record LateRegex(FieldWords field, PerlRegex regex) implements Meaning {}

  /** Two fields have a token in common. Evaluated when asked. */
  record Same(FieldWords one, FieldWords other) implements Meaning {}

  /** Some point of the field lies in a part of the earth. Evaluated when asked. */
  record Within(FieldWords field, Place place) implements Meaning {}

  /** The field has a value. Told. */
  record Exists(FieldWords field) implements Meaning {}

  /**
   * Was left out of a file, since only Lucene knows what it means. The programs that ask for it
   * belong to no query any more, so any answer will do.
   */
  enum Lost implements Meaning {
    LOST
  }

  /** Lucene has to be asked. */
  record Opaque(Query query) implements Meaning {}
}
