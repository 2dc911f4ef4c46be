package io.sluice.percolator.index;

import io.sluice.percolator.arrays.ArraysIn;
import io.sluice.percolator.arrays.ArraysOut;
import java.io.IOException;
import java.util.Arrays;

/**
 * How often predicates were true, over a sample of cases. Written by readers, without care: a lost
 * count does not matter. Aged by halving, so that the stream of today outweighs that of last month.
 */
@SuppressWarnings("ArrayRecordComponent") // flat arrays, shared on purpose, never compared
final class Counts {
  /** After this many cases what was counted outweighs the prior. */
  private static final int PRIOR_WEIGHT = 16;

  /** Each predicate starts with as many as its prior would have brought. */
  private final float[] trueIn;

  /** [0] cases now (aged), [1] cases ever. */
  private final int[] cases;

  Counts(int size) {
    this(new float[size], new int[2]);
  }

  private Counts(float[] trueIn, int[] cases) {
    this.trueIn = trueIn;
    this.cases = cases;
  }

  static Counts read(ArraysIn in) {
    return new Counts(in.floats(), in.ints());
  }

  void write(ArraysOut out, int predicates) throws IOException {
    out.floats(trueIn, predicates);
    out.ints(cases, cases.length);
  }

  Counts grown(int size) {
    return new Counts(Arrays.copyOf(trueIn, size), cases);
  }

  void begin(int predicate, double prior) {
    trueIn[predicate] = (float) (prior * (cases[0] + PRIOR_WEIGHT));
  }

  void add(int[] predicates, int count) {
    cases[0]++;
    cases[1]++;
    for (int i = 0; i < count; i++) {
      trueIn[predicates[i]]++;
    }
  }

  /** So many cases more; what was true in them is told one by one. */
  void addCases(int more) {
    cases[0] += more;
    cases[1] += more;
  }

  void add(int predicate, int trueCases) {
    trueIn[predicate] += trueCases;
  }

  /** Cases counted since the beginning. */
  int ever() {
    return cases[1];
  }

  double frequency(int predicate) {
    return trueIn[predicate] / (double) (cases[0] + PRIOR_WEIGHT);
  }

  /** Halves everything once enough was seen. */
  void age() {
    if (cases[0] < 2048) {
      return;
    }
    int all = cases[0] + PRIOR_WEIGHT;
    cases[0] /= 2;
    float keep = (cases[0] + PRIOR_WEIGHT) / (float) all;
    for (int i = 0; i < trueIn.length; i++) {
      trueIn[i] *= keep;
    }
  }
}
