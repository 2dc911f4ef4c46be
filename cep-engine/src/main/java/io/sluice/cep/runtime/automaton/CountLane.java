package io.sluice.cep.runtime.automaton;

import java.util.Arrays;

/** How many rows there are, once for each way. */
final class CountLane extends Lane {
  private final boolean failures;
  private long[] rows = {};

  /**
   * @param failures only rows for which the weight can not be computed
   */
  CountLane(Weight weight, boolean failures) {
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
    rows[to] = ((CountLane) of).rows[from];
  }

  @Override
  void add(int to, Lane of, int from, long ways, boolean weighted) {
    boolean counts = weighted && (failures ? weight.fails() : weight.value() != null);
    long more = ((CountLane) of).rows[from];
    rows[to] = Saturated.plus(rows[to], counts ? Saturated.plus(more, ways) : more);
  }

  @Override
  void add(int to, Lane a, int x, long waysOfX, Lane b, int y, long waysOfY) {
    long first = Saturated.times(((CountLane) a).rows[x], waysOfY);
    long then = Saturated.times(((CountLane) b).rows[y], waysOfX);
    rows[to] = Saturated.plus(rows[to], Saturated.plus(first, then));
  }

  @Override
  Long result(int cell) {
    return rows[cell];
  }
}
