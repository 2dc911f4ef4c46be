package io.sluice.percolator;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The predicates by what they mean, so that each meaning has one number: open addressing, a slot
 * holds the predicate plus one. The meanings themselves stand with their owner, by predicate.
 */
final class MeaningNumbers {
  private int[] slots = new int[128];
  private int count;

  /** The predicate that means this, or -1. */
  int find(Meaning meaning, @Nullable Meaning[] meanings) {
    int slot = slot(slots, meaning);
    for (; slots[slot] != 0; slot = (slot + 1) & (slots.length - 1)) {
      if (meaning.equals(meanings[slots[slot] - 1])) {
        return slots[slot] - 1;
      }
    }
    return -1;
  }

  /** Takes a predicate whose meaning is not there yet. */
  void add(int predicate, @Nullable Meaning[] meanings) {
    enter(slots, predicate, meanings);
    if (2 * ++count > slots.length) {
      int[] bigger = new int[2 * slots.length];
      for (int entry : slots) {
        if (entry != 0) {
          enter(bigger, entry - 1, meanings);
        }
      }
      slots = bigger;
    }
  }

  private static void enter(int[] table, int predicate, @Nullable Meaning[] meanings) {
    int slot = slot(table, Objects.requireNonNull(meanings[predicate]));
    while (table[slot] != 0) {
      slot = (slot + 1) & (table.length - 1);
    }
    table[slot] = predicate + 1;
  }

  private static int slot(int[] table, Meaning meaning) {
    int h = meaning.hashCode() * 0x9E3779B9;
    return (h ^ (h >>> 15)) & (table.length - 1);
  }
}
