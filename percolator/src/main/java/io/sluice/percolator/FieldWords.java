package io.sluice.percolator;

import io.sluice.percolator.arrays.ArraysIn;
import io.sluice.percolator.arrays.ArraysOut;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The predicates of one field that documents tell. */
final class FieldWords {
  /** So many values of the stream are kept for guessing how many a range has. */
  private static final int SAMPLE = 512;

  private static final int MIN_SAMPLE = 16;

  private final String name;
  private final int number;
  private final TermTable terms;
  private volatile @Nullable PatternIndex patterns;
  private volatile int exists = -1;

  /** Values seen, written by readers without care. */
  private final long[] sample;

  private int sampled;
  private long[] sorted = {};

  FieldWords(String name, int number, boolean points) {
    this.name = name;
    this.number = number;
    this.terms = new TermTable();
    this.sample = new long[points ? SAMPLE : 0];
  }

  /** As it was written; its patterns are added again. */
  FieldWords(ArraysIn in, int number) {
    this.name = in.text();
    this.number = number;
    this.exists = in.number() - 1;
    this.sampled = in.number();
    this.sample = in.longs();
    this.terms = new TermTable(in);
    learn();
  }

  ArraysOut.Later later() {
    ArraysOut.Later words = terms.later();
    int existsPlusOne = exists + 1;
    return out -> {
      out.text(name);
      out.number(existsPlusOne);
      out.number(sampled);
      out.longs(sample, sample.length);
      words.to(out);
    };
  }

  String name() {
    return name;
  }

  /** Fields are numbered from 0. */
  int number() {
    return number;
  }

  TermTable terms() {
    return terms;
  }

  @Nullable PatternIndex patterns() {
    return patterns;
  }

  /** The predicate "the document has this field", or -1. */
  int exists() {
    return exists;
  }

  void see(long value) {
    sample[sampled++ & SAMPLE - 1] = value;
  }

  /** Puts what was seen in order, for {@link #share}. */
  void learn() {
    long[] seen = Arrays.copyOf(sample, Math.min(sampled, sample.length));
    Arrays.sort(seen);
    sorted = seen;
  }

  /** Part of the values that lie in a range. */
  double share(long low, long high) {
    long[] values = sorted;
    if (values.length < MIN_SAMPLE) {
      return Prior.RANGE;
    }
    return (below(values, high, true) - below(values, low, false) + 0.5) / (values.length + 1);
  }

  private static int below(long[] values, long value, boolean orEqual) {
    int from = 0;
    int to = values.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (values[middle] < value || (orEqual && values[middle] == value)) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  // ------------------------------------------------------------------ written by one

  PatternIndex patternsToAdd() {
    PatternIndex there = patterns;
    if (there == null) {
      there = new PatternIndex();
      patterns = there;
    }
    return there;
  }

  void exists(int predicate) {
    exists = predicate;
  }
}
