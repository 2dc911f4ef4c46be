package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.ValueOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The least or the greatest value. */
final class BestLane extends Lane {
  private final int sign;
  private @Nullable Object[] values = {};

  BestLane(Weight weight, int sign) {
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
    values[to] = ((BestLane) of).values[from];
  }

  @Override
  void add(int to, Lane of, int from, long ways, boolean weighted) {
    offer(to, ((BestLane) of).values[from]);
    if (weighted) {
      offer(to, weight.value());
    }
  }

  @Override
  void add(int to, Lane a, int x, long waysOfX, Lane b, int y, long waysOfY) {
    offer(to, ((BestLane) a).values[x]);
    offer(to, ((BestLane) b).values[y]);
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
