package io.sluice.percolator.index;

import java.util.Arrays;

/**
 * 64 counters side by side, bit-sliced: word i holds bit i of each. Adding a mask counts one up in
 * every lane whose bit is set, mostly by two or three instructions for all of them.
 */
final class MaskCounter {
  private static final int BITS = 32;

  private final long[] bits = new long[BITS];

  void clear() {
    Arrays.fill(bits, 0);
  }

  void add(long lanes) {
    long carry = lanes;
    for (int i = 0; carry != 0 && i < BITS; i++) {
      long sum = bits[i] ^ carry;
      carry &= bits[i];
      bits[i] = sum;
    }
  }

  int of(int lane) {
    int count = 0;
    for (int i = 0; i < BITS; i++) {
      count |= (int) (bits[i] >>> lane & 1) << i;
    }
    return count;
  }
}
