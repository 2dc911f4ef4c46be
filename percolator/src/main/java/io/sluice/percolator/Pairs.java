package io.sluice.percolator;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Two terms as neighbours: their predicates to the predicate of the pair. One thread writes, any
 * number read without a lock.
 */
final class Pairs {
  private static final VarHandle KEYS = MethodHandles.arrayElementVarHandle(long[].class);

  @SuppressWarnings("ArrayRecordComponent") // flat arrays, shared on purpose, never compared
  private record Table(long[] keys, int[] predicates) {}

  private volatile Table table = new Table(new long[16], new int[16]);
  private int size;

  /** The predicate of a pair, or -1. */
  int find(int first, int second) {
    Table t = table;
    long key = key(first, second);
    int mask = t.keys.length - 1;
    for (int slot = spread(key) & mask; ; slot = (slot + 1) & mask) {
      long there = (long) KEYS.getAcquire(t.keys, slot);
      if (there == key) {
        return t.predicates[slot];
      }
      if (there == 0) {
        return -1;
      }
    }
  }

  /** Adds a pair that is not there yet. */
  void add(int first, int second, int predicate) {
    Table t = table;
    if (3 * size >= 2 * t.keys.length) {
      Table bigger = new Table(new long[2 * t.keys.length], new int[2 * t.keys.length]);
      for (int slot = 0; slot < t.keys.length; slot++) {
        if (t.keys[slot] != 0) {
          place(bigger, t.keys[slot], t.predicates[slot]);
        }
      }
      t = bigger;
    }
    place(t, key(first, second), predicate);
    size++;
    table = t;
  }

  private static void place(Table t, long key, int predicate) {
    int mask = t.keys.length - 1;
    int slot = spread(key) & mask;
    while (t.keys[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    t.predicates[slot] = predicate;
    KEYS.setRelease(t.keys, slot, key);
  }

  /** Never 0. */
  private static long key(int first, int second) {
    return (long) (first + 1) << 32 | second;
  }

  private static int spread(long key) {
    long h = key * 0x9E3779B97F4A7C15L;
    return (int) (h >>> 33);
  }
}
