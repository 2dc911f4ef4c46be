package io.sluice.percolator;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Texts that are looked for anywhere in a token, all in one pass. Each is filed under one stretch
 * of one to four of its bytes, of a long text under that which fewest others have, so at each place
 * of a token one number is asked for, and most places end at one bit of a filter that stays in the
 * first cache ("a fast algorithm for multi-pattern searching", Wu and Manber 1994, with the
 * shortest step; unlike an automaton it takes one more text by one append, and no place waits for
 * the one before).
 *
 * <p>Letter case of ASCII is dropped from the stretches, so a text may be found in either: who is
 * told compares. One thread adds, any number scan.
 */
final class Grams {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final int MAX = 4;
  private static final int FOLD = 0x20202020;
  private static final int SPREAD = 0x9E3779B9;
  private static final int BITS_PER_KEY = 32;
  private static final int MIN_LONGS = 64;
  private static final int MAX_LONGS = 2048;

  /** By size: what stands for the bytes beyond it. */
  private static final int[] MASK = {0, 0xFF, 0xFFFF, 0xFFFFFF, -1};

  private static final int[] SEED = {0, 0x1B873593, 0x2C1B3C6D, 0x297A2D39, 0};

  private final KeyLists lists = new KeyLists();
  private int[] keys = new int[16];
  private int keyCount;
  private volatile long[] filter = new long[MIN_LONGS];

  /** Bit n: there are stretches of n bytes. */
  private volatile int sizes;

  /** Is told of each text whose stretch was found, with the place of the stretch. */
  interface Found {
    void accept(int number, int at);
  }

  // ------------------------------------------------------------------ written by one

  /** Files a number under the best stretch of a text of at least one byte; where it begins. */
  int add(byte[] text, int from, int to, int number) {
    int size = Math.min(MAX, to - from);
    int best = from;
    int fewest = Integer.MAX_VALUE;
    for (int at = from; at + size <= to && fewest > 0; at++) {
      int filed = lists.count(key(text, at, size));
      if (filed < fewest) {
        best = at;
        fewest = filed;
      }
    }
    int key = key(text, best, size);
    if (fewest == 0) {
      remember(key);
    }
    lists.add(key, number);
    sizes |= 1 << size;
    return best;
  }

  private void remember(int key) {
    if (keyCount == keys.length) {
      keys = Arrays.copyOf(keys, 2 * keyCount);
    }
    keys[keyCount++] = key;
    long[] bits = filter;
    if (BITS_PER_KEY * keyCount > Long.SIZE * bits.length && bits.length < MAX_LONGS) {
      bits = new long[2 * bits.length];
      for (int i = 0; i < keyCount; i++) {
        set(bits, keys[i]);
      }
      filter = bits;
    } else {
      set(bits, key);
    }
  }

  private static void set(long[] bits, int key) {
    int hash = key * SPREAD;
    bits[hash >>> shift(bits)] |= 1L << (hash >>> 8);
  }

  /** Leaves as many of the highest bits as number the longs of a filter. */
  private static int shift(long[] bits) {
    return Integer.numberOfLeadingZeros(bits.length) + 1;
  }

  // ------------------------------------------------------------------ read by all

  /** Tells which texts may stand where in a token. */
  void scan(byte[] bytes, int from, int to, Found found) {
    int some = sizes;
    if (some == 0) {
      return;
    }
    long[] bits = filter;
    int shift = shift(bits);
    int at = from;
    int whole = Math.min(to, bytes.length) - MAX;
    for (; at <= whole; at++) {
      int four = (int) INT.get(bytes, at) | FOLD;
      if ((some & 1 << 4) != 0 && mayBe(bits, shift, four)) {
        tell(four, at, found);
      }
      if ((some & 1 << 3) != 0 && mayBe(bits, shift, (four & MASK[3]) ^ SEED[3])) {
        tell((four & MASK[3]) ^ SEED[3], at, found);
      }
      if ((some & 1 << 2) != 0 && mayBe(bits, shift, (four & MASK[2]) ^ SEED[2])) {
        tell((four & MASK[2]) ^ SEED[2], at, found);
      }
      if ((some & 1 << 1) != 0 && mayBe(bits, shift, (four & MASK[1]) ^ SEED[1])) {
        tell((four & MASK[1]) ^ SEED[1], at, found);
      }
    }
    for (; at < to; at++) {
      for (int size = Math.min(MAX, to - at); size > 0; size--) {
        if ((some & 1 << size) != 0) {
          tell(key(bytes, at, size), at, found);
        }
      }
    }
  }

  private static boolean mayBe(long[] bits, int shift, int key) {
    int hash = key * SPREAD;
    return (bits[hash >>> shift] >>> (hash >>> 8) & 1) != 0;
  }

  private void tell(int key, int at, Found found) {
    int[] list = lists.get(key);
    int size = list[0];
    for (int i = 1; i <= size; i++) {
      found.accept(list[i], at);
    }
  }

  private static int key(byte[] text, int at, int size) {
    int bytes = 0;
    for (int i = 0; i < size; i++) {
      bytes |= (text[at + i] & 0xFF) << 8 * i;
    }
    return ((bytes | FOLD) & MASK[size]) ^ SEED[size];
  }
}
