package io.sluice.cep.runtime.automaton;

import java.util.Arrays;

/**
 * Matches that one row completes, told in the order of their first rows, then of their second ones,
 * and so on. Sets of matches are walked in an order that depends on how they came together, which
 * would tell users nothing.
 *
 * <p>So many that they fill the room are told in lots of that size, each in order: what one row
 * completes may be more than any memory.
 */
final class Completed {
  private static final int ROOM = 1 << 16;

  /** Fewer are merged: sorting by digits has to clear its counters first. */
  private static final int FEW = 256;

  private static final int DIGIT = 11;

  private final EveryMatch.Sink sink;
  private final TakenRows rows;

  /** One after the other: how long, rows from the last one back, and their labels. */
  private int[] matches = new int[64];

  private int used;
  private int[] order = new int[8];
  private int[] spare = new int[8];
  private int count;

  /** What all of them have in common, or -1 where they are not alike. */
  private int length;

  private final int[] counts = new int[1 << DIGIT];

  Completed(EveryMatch.Sink sink, TakenRows rows) {
    this.sink = sink;
    this.rows = rows;
  }

  void add(int key, int[] backRows, int[] backLabels, int size) {
    if (used + 2 * size + 1 > ROOM && count > 0) {
      tell(key);
    }
    if (used + 2 * size + 1 > matches.length) {
      matches = Arrays.copyOf(matches, Math.max(2 * matches.length, used + 2 * size + 1));
    }
    length = count == 0 || length == size ? size : -1;
    if (count == order.length) {
      order = Arrays.copyOf(order, 2 * count);
      spare = new int[2 * count];
    }
    order[count++] = used;
    matches[used++] = size;
    for (int i = 0; i < size; i++) {
      matches[used + i] = backRows[i];
      matches[used + size + i] = backLabels[i];
    }
    used += 2 * size;
  }

  void tell(int key) {
    sort();
    for (int i = 0; i < count; i++) {
      sink.match(key, matches, order[i] + 1, matches[order[i]]);
    }
    count = 0;
    used = 0;
  }

  /** From runs that are in order to longer ones; most come in order. */
  private void sort() {
    if (length > 1 && count >= FEW) {
      byDigits();
    }
    for (int width = 1; width < count; width *= 2) {
      for (int from = 0; from + width < count; from += 2 * width) {
        merge(from, from + width, Math.min(count, from + 2 * width));
      }
    }
  }

  /**
   * Puts matches with as many rows each into the order of their rows without comparing them: by the
   * row before the last one first, and last by the first row, digit by digit of the rows' ages. The
   * last row is the same for all; what is left to the merges is labels.
   */
  private void byDigits() {
    int ages = rows.next() - rows.first() & TakenRows.MASK;
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(ages);
    for (int back = 1; back < length; back++) {
      for (int shift = 0; shift < bits; shift += DIGIT) {
        byDigit(1 + back, shift);
      }
    }
  }

  /** Stable. */
  private void byDigit(int place, int shift) {
    int oldest = rows.first();
    int mask = (1 << DIGIT) - 1;
    Arrays.fill(counts, 0);
    for (int i = 0; i < count; i++) {
      counts[(matches[order[i] + place] - oldest & TakenRows.MASK) >>> shift & mask]++;
    }
    int before = 0;
    for (int digit = 0; digit < counts.length; digit++) {
      int here = counts[digit];
      counts[digit] = before;
      before += here;
    }
    for (int i = 0; i < count; i++) {
      int digit = (matches[order[i] + place] - oldest & TakenRows.MASK) >>> shift & mask;
      spare[counts[digit]++] = order[i];
    }
    int[] sorted = spare;
    spare = order;
    order = sorted;
  }

  private void merge(int from, int middle, int to) {
    if (compare(order[middle - 1], order[middle]) <= 0) {
      return;
    }
    System.arraycopy(order, from, spare, from, middle - from);
    int left = from;
    int right = middle;
    for (int at = from; left < middle; at++) {
      boolean first = right == to || compare(spare[left], order[right]) <= 0;
      order[at] = first ? spare[left++] : order[right++];
    }
  }

  private int compare(int a, int b) {
    int x = matches[a];
    int y = matches[b];
    for (int i = 0; i < Math.min(x, y); i++) {
      int rowOfA = matches[a + x - i];
      int rowOfB = matches[b + y - i];
      if (rowOfA != rowOfB) {
        return TakenRows.isNewer(rowOfA, rowOfB) ? 1 : -1;
      }
    }
    for (int i = 0; i < Math.min(x, y); i++) {
      int byLabel = Integer.compare(matches[a + 2 * x - i], matches[b + 2 * y - i]);
      if (byLabel != 0) {
        return byLabel;
      }
    }
    return Integer.compare(x, y);
  }
}
