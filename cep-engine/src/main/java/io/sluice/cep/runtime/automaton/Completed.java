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

  private final EveryMatch.Sink sink;

  /** One after the other: how long, rows from the last one back, and their labels. */
  private int[] matches = new int[64];

  private int used;
  private int[] order = new int[8];
  private int[] spare = new int[8];
  private int count;

  Completed(EveryMatch.Sink sink) {
    this.sink = sink;
  }

  void add(int key, int[] backRows, int[] backLabels, int length) {
    if (used + 2 * length + 1 > ROOM && count > 0) {
      tell(key);
    }
    if (used + 2 * length + 1 > matches.length) {
      matches = Arrays.copyOf(matches, Math.max(2 * matches.length, used + 2 * length + 1));
    }
    if (count == order.length) {
      order = Arrays.copyOf(order, 2 * count);
      spare = new int[2 * count];
    }
    order[count++] = used;
    matches[used++] = length;
    for (int i = 0; i < length; i++) {
      matches[used + i] = backRows[i];
      matches[used + length + i] = backLabels[i];
    }
    used += 2 * length;
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
    for (int width = 1; width < count; width *= 2) {
      for (int from = 0; from + width < count; from += 2 * width) {
        merge(from, from + width, Math.min(count, from + 2 * width));
      }
    }
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
