package io.sluice.percolator;

import io.sluice.percolator.arrays.ArraysIn;
import io.sluice.percolator.arrays.ArraysOut;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The terms of one field that occur in stored queries: bytes to predicate number. Open addressing:
 * a slot holds the hash and the place of an entry, side by side, so that a miss costs one line of
 * memory and a hit two. One thread writes, any number read without a lock. A reader may miss what
 * is being added, never see half of it: the place is written last, by a release store.
 */
final class TermTable {
  private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(int[].class);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
  private static final int HEAD = 6;

  /**
   * @param slots two a slot: hash, place of the entry plus one
   * @param entries one behind the other: predicate (4), length (2), bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // flat arrays, shared on purpose, never compared
  private record Table(int[] slots, byte[] entries) {}

  private volatile Table table;
  private int used;
  private int size;

  TermTable() {
    this.table = new Table(new int[32], new byte[64]);
  }

  TermTable(ArraysIn in) {
    byte[] entries = in.bytes();
    this.used = entries.length;
    for (int place = 0; place < used; place += HEAD + length(entries, place)) {
      size++;
    }
    int[] slots = new int[2 * Integer.highestOneBit(Math.max(16, 3 * size))];
    for (int place = 0; place < used; place += HEAD + length(entries, place)) {
      place(slots, Tokens.hash(entries, place + HEAD, length(entries, place)), place);
    }
    this.table = new Table(slots, entries);
  }

  /** Writes what is there now, later and in another thread. */
  ArraysOut.Later later() {
    byte[] entries = table.entries;
    int count = used;
    return out -> out.bytes(entries, count);
  }

  /** The predicate of a term, or -1. */
  int find(byte[] bytes, int from, int length, int hash) {
    Table t = table;
    int[] slots = t.slots;
    int mask = slots.length - 2;
    for (int slot = spread(hash) & mask; ; slot = (slot + 2) & mask) {
      int place = (int) SLOTS.getAcquire(slots, slot + 1) - 1;
      if (place < 0) {
        return -1;
      }
      if (slots[slot] == hash
          && length(t.entries, place) == length
          && Arrays.equals(
              t.entries, place + HEAD, place + HEAD + length, bytes, from, from + length)) {
        return (int) INT.get(t.entries, place);
      }
    }
  }

  int find(byte[] bytes, int from, int length) {
    return find(bytes, from, length, Tokens.hash(bytes, from, length));
  }

  /** Adds a term that is not there yet; returns its place. */
  int add(byte[] bytes, int from, int length, int predicate) {
    Table t = table;
    int place = used;
    int next = place + HEAD + length;
    if (next > t.entries.length || 3 * (size + 1) > t.slots.length) {
      t = grown(t, next);
    }
    INT.set(t.entries, place, predicate);
    t.entries[place + 4] = (byte) length;
    t.entries[place + 5] = (byte) (length >>> 8);
    System.arraycopy(bytes, from, t.entries, place + HEAD, length);
    place(t.slots, Tokens.hash(bytes, from, length), place);
    used = next;
    size++;
    table = t;
    return place;
  }

  private Table grown(Table t, int bytesNeeded) {
    byte[] entries =
        bytesNeeded > t.entries.length
            ? Arrays.copyOf(
                t.entries, Math.max(bytesNeeded, t.entries.length + t.entries.length / 4))
            : t.entries;
    if (3 * (size + 1) <= t.slots.length) {
      return new Table(t.slots, entries);
    }
    int[] slots = new int[2 * t.slots.length];
    for (int slot = 0; slot < t.slots.length; slot += 2) {
      if (t.slots[slot + 1] != 0) {
        place(slots, t.slots[slot], t.slots[slot + 1] - 1);
      }
    }
    return new Table(slots, entries);
  }

  private static void place(int[] slots, int hash, int place) {
    int mask = slots.length - 2;
    int slot = spread(hash) & mask;
    while (slots[slot + 1] != 0) {
      slot = (slot + 2) & mask;
    }
    slots[slot] = hash;
    SLOTS.setRelease(slots, slot + 1, place + 1);
  }

  /** The bytes of the entry at a place that {@link #add} returned. */
  byte[] term(int place) {
    byte[] entries = table.entries;
    return Arrays.copyOfRange(entries, place + HEAD, place + HEAD + length(entries, place));
  }

  private static int length(byte[] entries, int place) {
    return (entries[place + 4] & 0xFF) | (entries[place + 5] & 0xFF) << 8;
  }

  private static int spread(int hash) {
    int h = hash * 0x9E3779B9;
    return (h ^ (h >>> 15)) << 1;
  }
}
