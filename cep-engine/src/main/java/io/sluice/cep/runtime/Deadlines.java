package io.sluice.cep.runtime;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What of a stream waits for a time: the earliest first, at one time in the order of deployment. A
 * binary heap in which every one knows its place, so that the many whose bound does not move cost
 * nothing.
 */
final class Deadlines {
  private Due[] heap = new Due[16];
  private long[] times = new long[16];
  private int size;

  /** When the first one is due, or MAX_VALUE. */
  long earliest() {
    return size == 0 ? Long.MAX_VALUE : times[0];
  }

  @Nullable Due first() {
    return size == 0 ? null : heap[0];
  }

  /**
   * @param time when {@code query} is due now; MAX_VALUE: it waits for nothing
   */
  void set(Due query, long time) {
    int at = query.placeInDeadlines;
    if (at < 0) {
      if (time < Long.MAX_VALUE) {
        grow();
        up(size++, query, time);
      }
    } else if (time == Long.MAX_VALUE) {
      query.placeInDeadlines = -1;
      Due last = heap[--size];
      long lastTime = times[size];
      if (at < size) {
        move(at, last, lastTime);
      }
    } else if (time != times[at]) {
      move(at, query, time);
    }
  }

  private void move(int from, Due query, long time) {
    up(down(from, query, time), query, time);
  }

  /** Where it belongs at or above {@code at}. */
  private void up(int from, Due query, long time) {
    int at = from;
    while (at > 0) {
      int parent = (at - 1) / 2;
      if (!before(query, time, heap[parent], times[parent])) {
        break;
      }
      put(at, heap[parent], times[parent]);
      at = parent;
    }
    put(at, query, time);
  }

  /** Moves what is due earlier up; the place that is free then. */
  private int down(int from, Due query, long time) {
    int at = from;
    while (true) {
      int child = 2 * at + 1;
      if (child >= size) {
        return at;
      }
      if (child + 1 < size
          && before(heap[child + 1], times[child + 1], heap[child], times[child])) {
        child++;
      }
      if (!before(heap[child], times[child], query, time)) {
        return at;
      }
      put(at, heap[child], times[child]);
      at = child;
    }
  }

  private static boolean before(Due a, long aTime, Due b, long bTime) {
    return aTime != bTime ? aTime < bTime : a.turn() < b.turn();
  }

  private void put(int at, Due query, long time) {
    heap[at] = query;
    times[at] = time;
    query.placeInDeadlines = at;
  }

  private void grow() {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
      times = Arrays.copyOf(times, 2 * size);
    }
  }
}
