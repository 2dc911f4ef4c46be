package io.sluice.percolator;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The terms of one field that occur in stored queries: bytes to predicate number. Open addressing
 * over flat arrays; one thread writes, any number read without a lock. A reader may miss what is
 * being added, never see half of it: the slot is written last, by a release store.
 */
final class TermTable {
  private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(int[].class);

  /** Entry e has hash[e], predicate[e] and the bytes from start[e] to start[e + 1]. */
  @SuppressWarnings("ArrayRecordComponent") // flat arrays, shared on purpose, never compared
  private record Table(int[] slots, int[] hash, int[] predicate, int[] start, byte[] bytes) {}

  interface Entries {
    void accept(byte[] bytes, int from, int length, int predicate);
  }

  private volatile Table table =
      new Table(new int[32], new int[16], new int[16], new int[17], new byte[128]);
  private int size;

  /** The predicate of a term, or -1. */
  int find(byte[] bytes, int from, int length) {
    Table t = table;
    int hash = hash(bytes, from, length);
    int mask = t.slots.length - 1;
    for (int slot = hash & mask; ; slot = (slot + 1) & mask) {
      int entry = (int) SLOTS.getAcquire(t.slots, slot) - 1;
      if (entry < 0) {
        return -1;
      }
      if (t.hash[entry] == hash
          && Arrays.equals(
              t.bytes, t.start[entry], t.start[entry + 1], bytes, from, from + length)) {
        return t.predicate[entry];
      }
    }
  }

  /** Adds a term that is not there yet. */
  void add(byte[] bytes, int from, int length, int predicate) {
    Table t = table;
    int entry = size;
    int start = t.start[entry];
    if (entry + 1 == t.hash.length || start + length > t.bytes.length) {
      t = grown(t, start + length);
    }
    t.hash[entry] = hash(bytes, from, length);
    t.predicate[entry] = predicate;
    System.arraycopy(bytes, from, t.bytes, start, length);
    t.start[entry + 1] = start + length;
    place(t, entry);
    size = entry + 1;
    table = t;
  }

  private Table grown(Table t, int bytesNeeded) {
    int capacity = size + 1 == t.hash.length ? 2 * t.hash.length : t.hash.length;
    Table bigger =
        new Table(
            new int[2 * capacity],
            Arrays.copyOf(t.hash, capacity),
            Arrays.copyOf(t.predicate, capacity),
            Arrays.copyOf(t.start, capacity + 1),
            Arrays.copyOf(t.bytes, Math.max(bytesNeeded, 2 * t.bytes.length)));
    for (int entry = 0; entry < size; entry++) {
      place(bigger, entry);
    }
    return bigger;
  }

  private static void place(Table t, int entry) {
    int mask = t.slots.length - 1;
    int slot = t.hash[entry] & mask;
    while (t.slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    SLOTS.setRelease(t.slots, slot, entry + 1);
  }

  void forEach(Entries entries) {
    Table t = table;
    for (int e = 0; e < size; e++) {
      entries.accept(t.bytes, t.start[e], t.start[e + 1] - t.start[e], t.predicate[e]);
    }
  }

  private static int hash(byte[] bytes, int from, int length) {
    int h = length;
    for (int i = from; i < from + length; i++) {
      h = 31 * h + bytes[i];
    }
    h *= 0x9E3779B9;
    return h ^ (h >>> 16);
  }
}
