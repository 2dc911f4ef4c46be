package io.sluice.cep.runtime.automaton;

import java.util.function.IntConsumer;

/**
 * GAP: taken rows in their order, since a thread that waits for a row longer than that after its
 * last one ends. Rows go through it once, whether a thread waits behind them or not.
 */
final class GapQueue {
  private final TakenRows rows;
  private final long gap;

  /** The first row that has not gone through. */
  private int at;

  GapQueue(TakenRows rows, long gap) {
    this.rows = rows;
    this.gap = gap;
  }

  /** When the gap behind a row passes, or {@link PreferredCore#NEVER}. */
  long deadline() {
    skip();
    return at == rows.next() ? PreferredCore.NEVER : deadline(at);
  }

  private long deadline(int row) {
    return PreferredCore.bound(rows.time(row), gap);
  }

  /** Rows whose gap passes at {@code time} or before go through; their keys. */
  void pass(long time, IntConsumer keys) {
    skip();
    while (at != rows.next() && deadline(at) <= time) {
      keys.accept(rows.key(at));
      at = TakenRows.after(at);
    }
  }

  /** Rows that are left behind, or have other numbers now, are not waited for. */
  private void skip() {
    if (TakenRows.distance(rows.first(), at) > rows.size()) {
      at = rows.first();
    }
  }
}
