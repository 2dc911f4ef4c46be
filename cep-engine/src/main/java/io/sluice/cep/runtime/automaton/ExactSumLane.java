package io.sluice.cep.runtime.automaton;

import io.sluice.cep.runtime.match.Totals;
import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A sum of whole numbers, or of decimals in units of their last digit, in 64 bits that wrap. What
 * it is without signs is summed too: as long as that fits, the sum is right.
 */
final class ExactSumLane extends Lane {
  private final int scale;
  private final boolean mean;
  private long[] sums = {};
  private long[] magnitudes = {};
  private long[] rows = {};

  /**
   * @param scale of decimals; -1 for whole numbers
   */
  ExactSumLane(Weight weight, int scale, boolean mean) {
    super(weight);
    this.scale = scale;
    this.mean = mean;
  }

  @Override
  void room(int cells) {
    sums = Arrays.copyOf(sums, cells);
    magnitudes = Arrays.copyOf(magnitudes, cells);
    rows = Arrays.copyOf(rows, cells);
  }

  @Override
  void clear(int from, int to) {
    Arrays.fill(sums, from, to, 0);
    Arrays.fill(magnitudes, from, to, 0);
    Arrays.fill(rows, from, to, 0);
  }

  @Override
  void copy(int to, Lane of, int from) {
    var that = (ExactSumLane) of;
    sums[to] = that.sums[from];
    magnitudes[to] = that.magnitudes[from];
    rows[to] = that.rows[from];
  }

  @Override
  void add(int to, Lane of, int from, long ways, boolean weighted) {
    var that = (ExactSumLane) of;
    sums[to] += that.sums[from];
    magnitudes[to] = Saturated.plus(magnitudes[to], that.magnitudes[from]);
    rows[to] = Saturated.plus(rows[to], that.rows[from]);
    Object value = weighted ? weight.value() : null;
    if (value != null) {
      long units = weight.units(value, Math.max(0, scale));
      sums[to] += units * ways;
      long magnitude = Saturated.times(Saturated.magnitude(units), ways);
      magnitudes[to] = Saturated.plus(magnitudes[to], magnitude);
      rows[to] = Saturated.plus(rows[to], ways);
    }
  }

  @Override
  void add(int to, Lane a, int x, long waysOfX, Lane b, int y, long waysOfY) {
    var first = (ExactSumLane) a;
    var then = (ExactSumLane) b;
    sums[to] += first.sums[x] * waysOfY + then.sums[y] * waysOfX;
    magnitudes[to] =
        Saturated.plus(
            magnitudes[to],
            Saturated.plus(
                Saturated.times(first.magnitudes[x], waysOfY),
                Saturated.times(then.magnitudes[y], waysOfX)));
    rows[to] =
        Saturated.plus(
            rows[to],
            Saturated.plus(
                Saturated.times(first.rows[x], waysOfY), Saturated.times(then.rows[y], waysOfX)));
  }

  @Override
  @Nullable Object result(int cell) {
    if (rows[cell] == 0) {
      return null;
    }
    if (magnitudes[cell] == Saturated.MOST) {
      throw Totals.doesNotFit();
    }
    Object sum = scale < 0 ? (Object) sums[cell] : BigDecimal.valueOf(sums[cell], scale);
    return mean ? Totals.mean(sum, rows[cell]) : sum;
  }
}
