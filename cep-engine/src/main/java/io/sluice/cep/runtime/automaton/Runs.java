package io.sluice.cep.runtime.automaton;

import io.sluice.cep.program.expr.RowNumber;
import java.util.Arrays;

/**
 * The open starts of a key with the number that a later row is compared with, in two columns in the
 * order of time. NaN stands for NULL, which no row fits.
 */
final class Runs {
  /** NONE where a start is over. */
  private int[] rows = new int[4];

  private final Minima numbers = new Minima();
  private int from;
  private int to;
  private int open;

  boolean isEmpty() {
    return from == to;
  }

  /** Starts that are not over. */
  int open() {
    return open;
  }

  int size() {
    return to - from;
  }

  int row(int index) {
    return rows[from + index];
  }

  boolean isOver(int index) {
    return rows[from + index] == Nodes.NONE;
  }

  void add(int row, double number) {
    if (to == rows.length) {
      makeRoom();
    }
    rows[to] = row;
    numbers.add(to++, number);
    open++;
  }

  /** Drops the first start where it is {@code row}; whether it was. */
  boolean letGo(int row) {
    boolean here = from < to && rows[from] == row;
    from += here ? 1 : 0;
    open -= here ? 1 : 0;
    return here;
  }

  /** Drops starts that are over from both ends. */
  void trim() {
    while (from < to && rows[from] == Nodes.NONE) {
      from++;
    }
    while (from < to && rows[to - 1] == Nodes.NONE) {
      to--;
    }
  }

  /** Numbers again, of the rows that are here now. */
  void count(TakenRows taken, RowNumber number) {
    int end = to;
    int start = from;
    from = 0;
    to = 0;
    open = 0;
    int[] old = Arrays.copyOfRange(rows, start, end);
    for (int row : old) {
      add(row, number.of(taken.event(row).values()));
    }
  }

  private void makeRoom() {
    int size = to - from;
    int[] moved = 2 * size > rows.length ? new int[2 * rows.length] : rows;
    System.arraycopy(rows, from, moved, 0, size);
    rows = moved;
    for (int i = 0; i < size; i++) {
      numbers.add(i, numbers.get(from + i));
    }
    from = 0;
    to = size;
  }

  /**
   * The place of the next start from {@code index} on whose number is not greater, or -1.
   *
   * @param number the row's; not NaN
   */
  int next(int index, double number) {
    int at = numbers.next(from + index, number);
    return at < 0 || at >= to ? -1 : at - from;
  }

  double number(int index) {
    return numbers.get(from + index);
  }

  void end(int index) {
    numbers.remove(from + index);
    rows[from + index] = Nodes.NONE;
    open--;
  }

  void clear() {
    from = 0;
    to = 0;
    open = 0;
  }
}
