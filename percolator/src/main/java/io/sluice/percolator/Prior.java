package io.sluice.percolator;

import org.apache.lucene.util.BytesRef;

/**
 * How often a predicate is expected to be true of a document, before any was seen. Only the order
 * matters, and only for speed: short words are frequent.
 */
final class Prior {
  static final double EXISTS = 0.6;
  static final double PATTERN = 0.1;
  static final double VALUE = 0.02;
  static final double RANGE = 0.2;

  private static final double[] BY_LENGTH = {0.3, 0.3, 0.25, 0.15, 0.08, 0.05, 0.04, 0.03, 0.02};

  private Prior() {}

  static double ofTerm(BytesRef term) {
    return term.length < BY_LENGTH.length ? BY_LENGTH[term.length] : 0.01;
  }

  /** Of two neighbours, by the rarer of them. */
  static double ofPair(double rarer) {
    return rarer / 16;
  }
}
