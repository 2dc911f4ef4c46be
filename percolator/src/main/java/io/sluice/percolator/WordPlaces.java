package io.sluice.percolator;

import java.util.Arrays;

/**
 * Where the words of one document stand: by predicate its last token, by token the one before of
 * the same predicate. A small table of the document's own words, put together when the first phrase
 * asks, so that documents without such a question pay nothing. Belongs to one thread.
 */
final class WordPlaces {
  /** Two a slot: predicate plus one, its last token. */
  private int[] slots = new int[256];

  private int mask;
  private int[] before = new int[512];
  private boolean isMade;

  /** The words are those of another document now. */
  void forget() {
    isMade = false;
  }

  /**
   * @param predicateOf by token: the predicate of its word, or -1
   */
  void make(int[] predicateOf, int tokens) {
    if (isMade) {
      return;
    }
    isMade = true;
    int size = 2 * Integer.highestOneBit(Math.max(64, 4 * tokens));
    if (slots.length < size) {
      slots = new int[size];
    } else {
      Arrays.fill(slots, 0, size, 0);
    }
    mask = size - 2;
    if (before.length < tokens) {
      before = new int[2 * tokens];
    }
    for (int token = 0; token < tokens; token++) {
      int predicate = predicateOf[token];
      if (predicate >= 0) {
        int slot = slot(predicate);
        before[token] = slots[slot] == 0 ? -1 : slots[slot + 1];
        slots[slot] = predicate + 1;
        slots[slot + 1] = token;
      }
    }
  }

  /** The last token with the word of a predicate, or -1. */
  int last(int predicate) {
    int slot = slot(predicate);
    return slots[slot] == 0 ? -1 : slots[slot + 1];
  }

  /** The token before with the same word, or -1. */
  int before(int token) {
    return before[token];
  }

  private int slot(int predicate) {
    int hash = predicate * 0x9E3779B9;
    int slot = (hash >>> 15) << 1 & mask;
    while (slots[slot] != 0 && slots[slot] != predicate + 1) {
      slot = slot + 2 & mask;
    }
    return slot;
  }
}
