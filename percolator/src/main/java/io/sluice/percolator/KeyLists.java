package io.sluice.percolator;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Growing lists of ints by an int key. Keys are hashes: two meanings may share one, so who reads
 * checks what he finds. One thread writes, any number read without a lock.
 */
final class KeyLists {
  private static final VarHandle LISTS = MethodHandles.arrayElementVarHandle(int[][].class);
  private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);
  private static final int[] NONE = {0};

  /** A list is its length, then its values. */
  @SuppressWarnings("ArrayRecordComponent") // flat arrays, shared on purpose, never compared
  private record Table(int[] keys, int[][] lists) {}

  private volatile Table table = new Table(new int[16], new int[16][]);
  private int size;

  /** The list of a key: its length at [0], then the values. */
  int[] get(int key) {
    Table t = table;
    int mask = t.keys.length - 1;
    for (int slot = spread(key) & mask; ; slot = (slot + 1) & mask) {
      int[] list = (int[]) LISTS.getAcquire(t.lists, slot);
      if (list == null) {
        return NONE;
      }
      if (t.keys[slot] == key) {
        return list;
      }
    }
  }

  /** Length of the list of a key. */
  int count(int key) {
    return (int) INTS.getAcquire(get(key), 0);
  }

  void add(int key, int value) {
    Table t = table;
    if (2 * size >= t.keys.length) {
      t = grown(t);
      table = t;
    }
    int mask = t.keys.length - 1;
    int slot = spread(key) & mask;
    while (t.lists[slot] != null && t.keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    int[] list = t.lists[slot];
    if (list == null) {
      size++;
      t.keys[slot] = key;
      LISTS.setRelease(t.lists, slot, new int[] {1, value});
    } else if (list[0] + 1 < list.length) {
      list[list[0] + 1] = value;
      INTS.setRelease(list, 0, list[0] + 1);
    } else {
      int[] bigger = Arrays.copyOf(list, 2 * list.length);
      bigger[list[0] + 1] = value;
      bigger[0] = list[0] + 1;
      LISTS.setRelease(t.lists, slot, bigger);
    }
  }

  private static Table grown(Table t) {
    int length = 2 * t.keys.length;
    Table bigger = new Table(new int[length], new int[length][]);
    for (int i = 0; i < t.keys.length; i++) {
      if (t.lists[i] != null) {
        int slot = spread(t.keys[i]) & (length - 1);
        while (bigger.lists[slot] != null) {
          slot = (slot + 1) & (length - 1);
        }
        bigger.keys[slot] = t.keys[i];
        bigger.lists[slot] = t.lists[i];
      }
    }
    return bigger;
  }

  private static int spread(int key) {
    int h = key * 0x9E3779B9;
    return h ^ (h >>> 15);
  }
}
