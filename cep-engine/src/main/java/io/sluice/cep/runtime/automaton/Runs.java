package io.sluice.cep.runtime.automaton;

import io.sluice.cep.program.expr.Join;
import io.sluice.cep.program.expr.RowNumber;
import java.util.Arrays;

/**
 * The open starts of a key with the number that a later row is compared with, in two columns in the
 * order of time. Each block of them knows its least number, so that a row which fits none of a
 * block passes it by with one comparison. NaN fits nothing: it stands for a start that is over.
 */
final class Runs {
  private static final int BITS = 5;

  private int[] rows = new int[4];
  private double[] numbers = new double[4];

  /** The least number of each block of 32, or less. */
  private double[] least = new double[1];

  private int from;
  private int to;

  boolean isEmpty() {
    return from == to;
  }

  int newest() {
    return rows[to - 1];
  }

  int size() {
    return to - from;
  }

  int row(int index) {
    return rows[from + index];
  }

  boolean isOver(int index) {
    return Double.isNaN(numbers[from + index]);
  }

  void add(int row, double number) {
    if (to == rows.length) {
      makeRoom();
    }
    rows[to] = row;
    numbers[to] = number;
    int block = to >> BITS;
    boolean first = (to & (1 << BITS) - 1) == 0 || to == from;
    least[block] = first ? number : Math.min(least[block], number);
    to++;
  }

  /** Drops the first start where it is {@code row}; whether it was. */
  boolean letGo(int row) {
    boolean here = from < to && rows[from] == row;
    from += here ? 1 : 0;
    return here;
  }

  /** Drops starts that are over from both ends. */
  void trim() {
    while (from < to && Double.isNaN(numbers[from])) {
      from++;
    }
    while (from < to && Double.isNaN(numbers[to - 1])) {
      to--;
    }
  }

  /** Numbers again, of the rows that are here now. */
  void count(TakenRows taken, RowNumber number) {
    int end = to;
    int start = from;
    from = 0;
    to = 0;
    int[] old = Arrays.copyOfRange(rows, start, end);
    for (int row : old) {
      add(row, number.of(taken.event(row).values()));
    }
  }

  private void makeRoom() {
    int size = to - from;
    int length = 2 * size > rows.length ? 2 * rows.length : rows.length;
    int[] movedRows = length == rows.length ? rows : new int[length];
    double[] movedNumbers = length == rows.length ? numbers : new double[length];
    System.arraycopy(rows, from, movedRows, 0, size);
    System.arraycopy(numbers, from, movedNumbers, 0, size);
    rows = movedRows;
    numbers = movedNumbers;
    from = 0;
    to = size;
    if (least.length < (length >> BITS) + 1) {
      least = new double[(length >> BITS) + 1];
    }
    for (int i = 0; i < size; i++) {
      boolean first = (i & (1 << BITS) - 1) == 0;
      double next = numbers[i];
      // Math.min would give NaN for one that is over.
      if (first) {
        least[i >> BITS] = Double.isNaN(next) ? Double.POSITIVE_INFINITY : next;
      } else if (next < least[i >> BITS]) {
        least[i >> BITS] = next;
      }
    }
  }

  /**
   * The place of the next start from {@code index} on whose number the row's fits, or -1.
   *
   * @param number the row's; not NaN
   */
  int next(int index, Join.Order order, double number) {
    for (int at = from + index; at < to; ) {
      int end = Math.min(to, (at >> BITS) + 1 << BITS);
      if (least[at >> BITS] <= number) {
        for (; at < end; at++) {
          double other = numbers[at];
          boolean fits =
              switch (order) {
                case EQUAL -> number == other;
                case GREATER -> number > other;
                case GREATER_OR_EQUAL -> number >= other;
              };
          if (fits) {
            return at - from;
          }
        }
      }
      at = end;
    }
    return -1;
  }

  void end(int index) {
    numbers[from + index] = Double.NaN;
  }

  void clear() {
    from = 0;
    to = 0;
  }
}
