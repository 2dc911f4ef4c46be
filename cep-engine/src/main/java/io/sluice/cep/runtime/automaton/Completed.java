package io.sluice.cep.runtime.automaton;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Matches that one row completes, told in the order of their first rows, then of their second ones,
 * and so on. Sets of matches are walked in an order that depends on how they came together, which
 * would tell users nothing.
 *
 * <p>So many that they fill the room are told in lots of that size, each in order: what one row
 * completes may be more than any memory. Who reads them may stop; then no more of them are listed.
 */
final class Completed {
  /** Takes a lot. */
  interface Sink {
    /**
     * @param matches to be read with {@link Completed#next}; what is left unread is dropped
     */
    void completed(int key, Completed matches);
  }

  private static final int ROOM = 1 << 16;

  /** Fewer are merged: sorting by digits has to clear its counters first. */
  private static final int FEW = 256;

  private static final int DIGIT = 11;

  /** Null where the one who reads lots asks for them. */
  private final @Nullable Sink sink;

  private final TakenRows rows;
  private @Nullable Listing listing;

  /**
   * One after the other. As long as all have the labels of the first one, no more than their rows,
   * from the last one back; else how long, the rows, and the labels.
   */
  private int[] matches = new int[64];

  private int used;
  private int[] order = new int[8];
  private int[] spare = new int[8];
  private int count;

  /** Whether all have the labels of the first one, which are these. */
  private boolean alike;

  private int[] labels = new int[8];

  /** What all of them have in common, or -1 where they are not alike. */
  private int length;

  /** Whether they were listed in their order, so that {@link #order} says nothing. */
  private boolean asListed;

  /** The one that is read, or -1 before the first. */
  private int reading = -1;

  private boolean stopped;

  /** Whether somebody else reads the rest. */
  private boolean handedOver;

  /** Whether all end with one row, so that this says nothing of their order. */
  private final boolean oneLast;

  private int[] counts = {};

  Completed(@Nullable Sink sink, TakenRows rows) {
    this(sink, rows, true);
  }

  /**
   * @param oneLast whether all that are told together have one last row
   */
  Completed(@Nullable Sink sink, TakenRows rows, boolean oneLast) {
    this.sink = sink;
    this.rows = rows;
    this.oneLast = oneLast;
  }

  void listedBy(Listing by) {
    listing = by;
  }

  /** Whether the reader wants no more of what the present row completes. */
  boolean isStopped() {
    return stopped;
  }

  /** Whether there is no room for a match of that length until the lot is told. */
  boolean isFull(int size) {
    return used + 2 * size + 1 > ROOM && count > 0;
  }

  void add(int[] backRows, int[] backLabels, int size) {
    add(backRows, backLabels, size, 0);
  }

  /**
   * @param changed labels before it are those of the match before
   */
  void add(int[] backRows, int[] backLabels, int size, int changed) {
    if (count == 0) {
      first(backLabels, size);
    } else if (alike && !isLikeTheFirst(backLabels, size, changed)) {
      unfold();
    }
    if (used + 2 * size + 1 > matches.length) {
      matches = Arrays.copyOf(matches, Math.max(2 * matches.length, used + 2 * size + 1));
    }
    if (alike) {
      count++;
      used = put(backRows, size);
      return;
    }
    if (count == order.length) {
      roomToOrder();
    }
    order[count++] = used;
    length = length == size ? size : -1;
    matches[used++] = size;
    used = put(backRows, size);
    used = put(backLabels, size);
  }

  /** Few, so not worth a call of the system's. */
  private int put(int[] from, int size) {
    int at = used;
    for (int i = 0; i < size; i++) {
      matches[at + i] = from[i];
    }
    return at + size;
  }

  private void roomToOrder() {
    order = Arrays.copyOf(order, Math.max(2 * order.length, count));
    spare = new int[order.length];
  }

  private void first(int[] backLabels, int size) {
    alike = true;
    length = size;
    if (labels.length < size) {
      labels = new int[2 * size];
    }
    System.arraycopy(backLabels, 0, labels, 0, size);
  }

  private boolean isLikeTheFirst(int[] backLabels, int size, int changed) {
    if (size != length) {
      return false;
    }
    for (int i = changed; i < size; i++) {
      if (backLabels[i] != labels[i]) {
        return false;
      }
    }
    return true;
  }

  /** Gives each its own labels. */
  private void unfold() {
    int[] folded = matches;
    matches = new int[Math.max(folded.length, count * (2 * length + 1))];
    used = 0;
    if (count > order.length) {
      roomToOrder();
    }
    for (int i = 0; i < count; i++) {
      int from = i * length;
      order[i] = used;
      matches[used] = length;
      System.arraycopy(folded, from, matches, used + 1, length);
      System.arraycopy(labels, 0, matches, used + 1 + length, length);
      used += 2 * length + 1;
    }
    alike = false;
  }

  /** What is left; the next match that is added is another row's. */
  void tell(int key) {
    if (count > 0) {
      lot(key);
    }
    stopped = false;
  }

  /** Tells what is there. */
  void lot(int key) {
    asListed = alike && isInOrder();
    if (!asListed) {
      sort();
    }
    reading = -1;
    if (sink == null) {
      stopped = true;
      return;
    }
    handedOver = false;
    sink.completed(key, this);
    stopped = handedOver || reading < count;
    count = 0;
    used = 0;
  }

  // ---- reading later ----

  /** What has not been read of the lot; it is another's now. */
  Completed rest(TakenRows view) {
    handedOver = true;
    var rest = new Completed(null, view, oneLast);
    rest.matches = Arrays.copyOf(matches, used);
    int read = Math.min(reading + 1, count);
    rest.order = new int[Math.max(8, count - read)];
    rest.spare = new int[rest.order.length];
    for (int i = read; i < count; i++) {
      rest.order[rest.count++] = asListed ? i * length : order[i];
    }
    rest.used = used;
    rest.alike = alike;
    rest.labels = labels.clone();
    rest.length = length;
    return rest;
  }

  /** What lists the matches behind the lot, or null where there are none. */
  @Nullable Rest listing(Nodes view, Completed to) {
    return listing == null ? null : listing.rest(view, to);
  }

  /** The lot has been read. */
  void again() {
    count = 0;
    used = 0;
    stopped = false;
  }

  // ---- reading a lot ----

  /** Goes to the next match; false behind the last one. */
  boolean next() {
    return ++reading < count;
  }

  int size() {
    return alike ? length : matches[order[reading]];
  }

  /** Where its rows stand, from the last one back, in {@link #ints}. */
  int rowsAt() {
    return asListed ? reading * length : alike ? order[reading] : order[reading] + 1;
  }

  int[] ints() {
    return matches;
  }

  /** The labels of the match, from {@link #labelsAt} on. */
  int[] labels() {
    return alike ? labels : matches;
  }

  int labelsAt() {
    return alike ? 0 : rowsAt() + size();
  }

  /** Whether all matches of the lot have the same labels. */
  boolean isAlike() {
    return alike;
  }

  /** Whether matches that are alike come in order. */
  private boolean isInOrder() {
    for (int i = 1, at = length; i < count; i++, at += length) {
      if (compare(at - length, at) > 0) {
        return false;
      }
    }
    return true;
  }

  /** From runs that are in order to longer ones; most come in order. */
  private void sort() {
    if (alike) {
      if (count > order.length) {
        roomToOrder();
      }
      for (int i = 0, at = 0; i < count; i++, at += length) {
        order[i] = at;
      }
    }
    if (length > 1 && count >= FEW) {
      byDigits();
      if (alike) {
        return;
      }
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
    int from = oneLast ? 1 : 0;
    for (int back = alike ? fromUnordered(from) : from; back < length; back++) {
      for (int shift = 0; shift < bits; shift += DIGIT) {
        byDigit(alike ? back : 1 + back, shift);
      }
    }
  }

  /** The first row from the last one back in which they do not come in order already. */
  private int fromUnordered(int back) {
    int oldest = rows.first();
    for (int at = back; at < length - 1; at++) {
      int last = 0;
      for (int i = 0, place = at; i < count; i++, place += length) {
        int age = matches[place] - oldest & TakenRows.MASK;
        if (age < last) {
          return at;
        }
        last = age;
      }
    }
    return length - 1;
  }

  /** Stable. */
  private void byDigit(int place, int shift) {
    int oldest = rows.first();
    int mask = (1 << DIGIT) - 1;
    if (counts.length == 0) {
      counts = new int[1 << DIGIT];
    }
    Arrays.fill(counts, 0);
    int last = 0;
    boolean sorted = true;
    for (int i = 0; i < count; i++) {
      int digit = (matches[order[i] + place] - oldest & TakenRows.MASK) >>> shift & mask;
      counts[digit]++;
      sorted &= digit >= last;
      last = digit;
    }
    if (sorted) {
      return;
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
    int[] placed = spare;
    spare = order;
    order = placed;
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
    int x = alike ? length : matches[a];
    int y = alike ? length : matches[b];
    int lastOfA = alike ? a + x - 1 : a + x;
    int lastOfB = alike ? b + y - 1 : b + y;
    for (int i = 0; i < Math.min(x, y); i++) {
      int rowOfA = matches[lastOfA - i];
      int rowOfB = matches[lastOfB - i];
      if (rowOfA != rowOfB) {
        return TakenRows.isNewer(rowOfA, rowOfB) ? 1 : -1;
      }
    }
    for (int i = 0; !alike && i < Math.min(x, y); i++) {
      int byLabel = Integer.compare(matches[a + 2 * x - i], matches[b + 2 * y - i]);
      if (byLabel != 0) {
        return byLabel;
      }
    }
    return Integer.compare(x, y);
  }
}
