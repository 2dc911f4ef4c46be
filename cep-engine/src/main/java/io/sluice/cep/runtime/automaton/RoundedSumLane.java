package io.sluice.cep.runtime.automaton;

import io.sluice.cep.function.ValueException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A sum of DOUBLEs; ways are counted in DOUBLEs too, which reach further. */
final class RoundedSumLane extends Lane {
  private final boolean mean;
  private double[] ways = {};
  private double[] sums = {};
  private double[] rows = {};

  RoundedSumLane(Weight weight, boolean mean) {
    super(weight);
    this.mean = mean;
  }

  @Override
  void room(int cells) {
    ways = Arrays.copyOf(ways, cells);
    sums = Arrays.copyOf(sums, cells);
    rows = Arrays.copyOf(rows, cells);
  }

  @Override
  void clear(int from, int to) {
    Arrays.fill(ways, from, to, 0);
    Arrays.fill(sums, from, to, 0);
    Arrays.fill(rows, from, to, 0);
  }

  @Override
  void one(int cell) {
    ways[cell] = 1;
  }

  @Override
  void copy(int to, Lane of, int from) {
    var that = (RoundedSumLane) of;
    ways[to] = that.ways[from];
    sums[to] = that.sums[from];
    rows[to] = that.rows[from];
  }

  @Override
  void add(int to, Lane of, int from, long count, boolean weighted) {
    var that = (RoundedSumLane) of;
    ways[to] += that.ways[from];
    sums[to] += that.sums[from];
    rows[to] += that.rows[from];
    if (weighted && weight.value() instanceof Number value) {
      sums[to] += times(value.doubleValue(), that.ways[from]);
      rows[to] += that.ways[from];
    }
  }

  @Override
  void add(int to, Lane a, int x, long waysOfX, Lane b, int y, long waysOfY) {
    var first = (RoundedSumLane) a;
    var then = (RoundedSumLane) b;
    ways[to] += first.ways[x] * then.ways[y];
    sums[to] += times(first.sums[x], then.ways[y]) + times(then.sums[y], first.ways[x]);
    rows[to] += times(first.rows[x], then.ways[y]) + times(then.rows[y], first.ways[x]);
  }

  /** More ways than a DOUBLE counts are infinitely many, but no row is no row. */
  private static double times(double a, double b) {
    return a == 0 || b == 0 ? 0 : a * b;
  }

  @Override
  @Nullable Object result(int cell) {
    if (rows[cell] == 0) {
      return null;
    }
    if (!mean) {
      return sums[cell];
    }
    if (rows[cell] == Double.POSITIVE_INFINITY) {
      throw new ValueException("AVG is over more rows of matches than a DOUBLE counts");
    }
    return sums[cell] / rows[cell];
  }
}
