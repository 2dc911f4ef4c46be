package io.sluice.percolator;

import java.util.Arrays;

/**
 * Which patterns of a field a token fits, remembered: the tokens of a stream repeat. Belongs to one
 * thread. A verdict knows how many patterns had been asked; those that came later are asked when
 * the token comes next, so it never gets stale. When full it starts again.
 */
final class Verdicts {
  /** Longer tokens (scripts, the longest command lines) seldom repeat. */
  private static final int MAX_TOKEN = 256;

  private static final int MAX_TOKENS = 1 << 15;
  private static final int MAX_BYTES = 1 << 21;
  private static final int MAX_FOUND = 1 << 20;

  /** More new patterns than this are not asked one by one. */
  private static final int FEW = 16;

  private final PatternIndex patterns;
  private final PatternIndex.Asking asking;
  private final PatternIndex.Fits remember = this::add;
  private int[] slots = new int[512];
  private byte[] bytes = new byte[2048];
  private int bytesUsed;

  /** Entry e: hash, start in bytes, length, patterns asked, start in found, length in found. */
  private int[] entries = new int[6 * 128];

  private int count;
  private int[] found = new int[256];
  private int foundUsed;

  Verdicts(PatternIndex patterns) {
    this.patterns = patterns;
    this.asking = patterns.new Asking();
  }

  PatternIndex patterns() {
    return patterns;
  }

  /** Tells the predicates that the token makes true. */
  void tell(byte[] token, int from, int length, int hash, PatternIndex.Fits fits) {
    if (length > MAX_TOKEN) {
      asking.ask(token, from, length, fits);
      return;
    }
    int entry = 6 * find(token, from, length, hash);
    int all = patterns.count();
    if (entries[entry + 3] < all) {
      ask(entry, all, token, from, length);
    }
    int end = entries[entry + 4] + entries[entry + 5];
    for (int i = entries[entry + 4]; i < end; i++) {
      fits.accept(found[i]);
    }
  }

  private int find(byte[] token, int from, int length, int hash) {
    int mask = slots.length - 1;
    int slot = ((hash * 0x9E3779B9) >>> 12) & mask;
    for (; slots[slot] != 0; slot = (slot + 1) & mask) {
      int e = 6 * (slots[slot] - 1);
      if (entries[e] == hash
          && entries[e + 2] == length
          && Arrays.equals(
              bytes, entries[e + 1], entries[e + 1] + length, token, from, from + length)) {
        return slots[slot] - 1;
      }
    }
    if (count == MAX_TOKENS || bytesUsed > MAX_BYTES || foundUsed > MAX_FOUND) {
      Arrays.fill(slots, 0);
      count = 0;
      bytesUsed = 0;
      foundUsed = 0;
      return find(token, from, length, hash);
    }
    int e = 6 * count;
    if (e == entries.length) {
      entries = Arrays.copyOf(entries, 2 * e);
    }
    if (bytesUsed + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * (bytesUsed + length));
    }
    System.arraycopy(token, from, bytes, bytesUsed, length);
    entries[e] = hash;
    entries[e + 1] = bytesUsed;
    entries[e + 2] = length;
    entries[e + 3] = 0;
    entries[e + 4] = foundUsed;
    entries[e + 5] = 0;
    bytesUsed += length;
    slots[slot] = ++count;
    if (2 * count > slots.length) {
      grow();
    }
    return count - 1;
  }

  private void grow() {
    slots = new int[2 * slots.length];
    for (int i = 0; i < count; i++) {
      int slot = ((entries[6 * i] * 0x9E3779B9) >>> 12) & (slots.length - 1);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = i + 1;
    }
  }

  private void ask(int entry, int all, byte[] token, int from, int length) {
    int asked = entries[entry + 3];
    int start = foundUsed;
    if (asked > 0 && all - asked <= FEW) {
      int old = entries[entry + 4];
      for (int i = 0; i < entries[entry + 5]; i++) {
        add(found[old + i]);
      }
      for (int number = asked; number < all; number++) {
        if (patterns.fits(number, token, from, length)) {
          add(patterns.predicate(number));
        }
      }
    } else {
      asking.ask(token, from, length, remember);
    }
    entries[entry + 3] = all;
    entries[entry + 4] = start;
    entries[entry + 5] = foundUsed - start;
  }

  private void add(int predicate) {
    if (foundUsed == found.length) {
      found = Arrays.copyOf(found, 2 * foundUsed);
    }
    found[foundUsed++] = predicate;
  }
}
