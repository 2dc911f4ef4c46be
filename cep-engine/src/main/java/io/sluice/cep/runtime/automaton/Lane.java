package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.ValueOrder;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.program.MatchProgram.Total;
import io.sluice.cep.runtime.match.Totals;
import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One aggregate over sets of ways, a cell for each set. Beside the number {@code c} of ways stands
 * the sum {@code s} of their weights: sets that come together are {@code (c + c', s + s')}, and
 * ways that go on with each of others are {@code (cc', cs' + sc')}. So a sum over ways is made
 * along the edges of the automaton, without a list of the ways. The least and the greatest weight
 * go the same way.
 */
abstract sealed class Lane {
  final Weight weight;

  Lane(Weight weight) {
    this.weight = weight;
  }

  static Lane of(Total total, Weight weight) {
    return switch (total.function()) {
      case COUNT -> new Counted(weight, false);
      case MIN -> new Best(weight, -1);
      case MAX -> new Best(weight, 1);
      case SUM, AVG -> {
        boolean mean = total.function() == Total.Function.AVG;
        yield total.type() instanceof ColumnType.DoublePrecision
            ? new Rounded(weight, mean)
            : new Exact(
                weight,
                total.type() instanceof ColumnType.Decimal decimal ? decimal.scale() : -1,
                mean);
      }
    };
  }

  abstract void room(int cells);

  abstract void clear(int from, int to);

  /** The cell, which is clear, is the one way that takes no row. */
  void one(int cell) {}

  abstract void copy(int to, Lane of, int from);

  /**
   * Ways that come to others.
   *
   * @param ways how many come
   * @param weighted whether each goes on with the current row
   */
  abstract void add(int to, Lane of, int from, long ways, boolean weighted);

  /** Ways that go on, each with each of others, and come to others. */
  abstract void add(int to, Lane a, int x, long waysOfX, Lane b, int y, long waysOfY);

  /**
   * @throws ValueException where it is too large
   */
  abstract @Nullable Object result(int cell);

  /** How many rows there are, once for each way. */
  static final class Counted extends Lane {
    private final boolean failures;
    private long[] rows = {};

    /**
     * @param failures only rows for which the weight can not be computed
     */
    Counted(Weight weight, boolean failures) {
      super(weight);
      this.failures = failures;
    }

    @Override
    void room(int cells) {
      rows = Arrays.copyOf(rows, cells);
    }

    @Override
    void clear(int from, int to) {
      Arrays.fill(rows, from, to, 0);
    }

    @Override
    void copy(int to, Lane of, int from) {
      rows[to] = ((Counted) of).rows[from];
    }

    @Override
    void add(int to, Lane of, int from, long ways, boolean weighted) {
      boolean counts = weighted && (failures ? weight.fails() : weight.value() != null);
      long more = ((Counted) of).rows[from];
      rows[to] = Saturated.plus(rows[to], counts ? Saturated.plus(more, ways) : more);
    }

    @Override
    void add(int to, Lane a, int x, long waysOfX, Lane b, int y, long waysOfY) {
      long first = Saturated.times(((Counted) a).rows[x], waysOfY);
      long then = Saturated.times(((Counted) b).rows[y], waysOfX);
      rows[to] = Saturated.plus(rows[to], Saturated.plus(first, then));
    }

    @Override
    Long result(int cell) {
      return rows[cell];
    }
  }

  /**
   * A sum of whole numbers, or of decimals in units of their last digit, in 64 bits that wrap. What
   * it is without signs is summed too: as long as that fits, the sum is right.
   */
  static final class Exact extends Lane {
    private final int scale;
    private final boolean mean;
    private long[] sums = {};
    private long[] magnitudes = {};
    private long[] rows = {};

    /**
     * @param scale of decimals; -1 for whole numbers
     */
    Exact(Weight weight, int scale, boolean mean) {
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
      var that = (Exact) of;
      sums[to] = that.sums[from];
      magnitudes[to] = that.magnitudes[from];
      rows[to] = that.rows[from];
    }

    @Override
    void add(int to, Lane of, int from, long ways, boolean weighted) {
      var that = (Exact) of;
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
      var first = (Exact) a;
      var then = (Exact) b;
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

  /** A sum of DOUBLEs; ways are counted in DOUBLEs too, which reach further. */
  static final class Rounded extends Lane {
    private final boolean mean;
    private double[] ways = {};
    private double[] sums = {};
    private double[] rows = {};

    Rounded(Weight weight, boolean mean) {
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
      var that = (Rounded) of;
      ways[to] = that.ways[from];
      sums[to] = that.sums[from];
      rows[to] = that.rows[from];
    }

    @Override
    void add(int to, Lane of, int from, long count, boolean weighted) {
      var that = (Rounded) of;
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
      var first = (Rounded) a;
      var then = (Rounded) b;
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

  /** The least or the greatest value. */
  static final class Best extends Lane {
    private final int sign;
    private @Nullable Object[] values = {};

    Best(Weight weight, int sign) {
      super(weight);
      this.sign = sign;
    }

    @Override
    void room(int cells) {
      values = Arrays.copyOf(values, cells);
    }

    @Override
    void clear(int from, int to) {
      Arrays.fill(values, from, to, null);
    }

    @Override
    void copy(int to, Lane of, int from) {
      values[to] = ((Best) of).values[from];
    }

    @Override
    void add(int to, Lane of, int from, long ways, boolean weighted) {
      offer(to, ((Best) of).values[from]);
      if (weighted) {
        offer(to, weight.value());
      }
    }

    @Override
    void add(int to, Lane a, int x, long waysOfX, Lane b, int y, long waysOfY) {
      offer(to, ((Best) a).values[x]);
      offer(to, ((Best) b).values[y]);
    }

    private void offer(int to, @Nullable Object value) {
      Object best = values[to];
      if (value != null
          && (best == null || Integer.signum(ValueOrder.compare(value, best)) == sign)) {
        values[to] = value;
      }
    }

    @Override
    @Nullable Object result(int cell) {
      return values[cell];
    }
  }
}
