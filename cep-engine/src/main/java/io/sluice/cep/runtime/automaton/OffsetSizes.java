package io.sluice.cep.runtime.automaton;

import java.util.Arrays;

/**
 * How much the rows of a key have added to each sum, by magnitude, and how many they are: a start
 * has at most that. A table knows only what all of its starts have together at most; starts that go
 * from table to table would bring that along, and it would grow with each of them.
 *
 * <p>Three times WITHIN: a start is here once at most, and its numbers may be differences from an
 * offset that is up to another one older.
 */
final class OffsetSizes {
  private static final int PERIODS = 3;

  /** Numbers that a row may add to or take from one sum of a start. */
  private static final int STEPS_OF_ROW = 4;

  /** By periods, the newest first; there the sums. */
  private final double[] sizes;

  private final int sums;
  private final long[] rows = new long[PERIODS];
  private long turned = Long.MIN_VALUE;

  OffsetSizes(int sums) {
    this.sums = sums;
    this.sizes = new double[PERIODS * sums];
  }

  /** The next row has this time. */
  void row(long time, long within) {
    if (turned == Long.MIN_VALUE || time - turned >= within) {
      System.arraycopy(sizes, 0, sizes, sums, (PERIODS - 1) * sums);
      Arrays.fill(sizes, 0, sums, 0);
      System.arraycopy(rows, 0, rows, 1, PERIODS - 1);
      rows[0] = 0;
      turned = time;
    }
    rows(1);
  }

  void rows(int count) {
    rows[0] += count;
  }

  /** The row adds so much to a start's sum, or less. */
  void add(int sum, double size) {
    sizes[sum] += size;
  }

  /** Of a start's sum, and of the offset that it stood by. */
  double most(int sum) {
    double all = 0;
    for (int i = sum; i < sizes.length; i += sums) {
      all += sizes[i];
    }
    return 2 * all;
  }

  double mostSteps() {
    long all = 0;
    for (long count : rows) {
      all += count;
    }
    return STEPS_OF_ROW * (all + 1);
  }
}
