package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.program.MatchProgram.Total;
import org.jspecify.annotations.Nullable;

/**
 * One aggregate over sets of ways, a cell for each set. Beside the number {@code c} of ways stands
 * the sum {@code s} of their weights: sets that come together are {@code (c + c', s + s')}, and
 * ways that go on with each of others are {@code (cc', cs' + sc')}. So a sum over ways is made
 * along the edges of the automaton, without a list of the ways. The least and the greatest weight
 * go the same way.
 */
abstract sealed class Lane permits BestLane, CountLane, ExactSumLane, RoundedSumLane {
  final Weight weight;

  Lane(Weight weight) {
    this.weight = weight;
  }

  static Lane of(Total total, Weight weight) {
    return switch (total.function()) {
      case COUNT -> new CountLane(weight, false);
      case MIN -> new BestLane(weight, -1);
      case MAX -> new BestLane(weight, 1);
      case SUM, AVG -> {
        boolean mean = total.function() == Total.Function.AVG;
        yield total.type() instanceof ColumnType.DoublePrecision
            ? new RoundedSumLane(weight, mean)
            : new ExactSumLane(
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
}
