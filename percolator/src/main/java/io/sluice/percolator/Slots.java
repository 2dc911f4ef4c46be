package io.sluice.percolator;

import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/**
 * The stored queries of each program: a chain of slots, oldest first. A slot knows the write that
 * made it and the write that ended it, so a replaced query changes from old to new in one moment
 * for every reader. Slots are not used again; the percolator builds anew when too many are dead.
 */
final class Slots {
  static final int NEVER = Integer.MAX_VALUE;

  /**
   * One stored query.
   *
   * @param query of a query that came as an object; null if the text is the source
   */
  record Entry(StoredQuery stored, @Nullable Query query) {}

  /** Takes a slot; false ends the walk. */
  @FunctionalInterface
  interface SlotHits {
    boolean accept(int slot);
  }

  @SuppressWarnings("ArrayRecordComponent") // flat arrays, shared on purpose, never compared
  record View(
      Entry[] entries,
      String[] ids,
      int[] born,
      int[] died,
      int[] next,
      int[] firstOfProgram,
      int count,
      IdOrder order) {
    /** Gives the living slots of a program; false as soon as {@code hits} is. */
    boolean forEach(int program, int version, SlotHits hits) {
      // A slot behind the count, or none (0), ends the chain: chains only grow at their end.
      for (int slot = firstOfProgram[program] - 1;
          slot >= 0 && slot < count;
          slot = next[slot] - 1) {
        if (isAlive(slot, version) && !hits.accept(slot)) {
          return false;
        }
      }
      return true;
    }

    boolean isAlive(int slot, int version) {
      return born[slot] <= version && died[slot] > version;
    }
  }

  private Entry[] entries = new Entry[64];
  private String[] ids = new String[64];
  private IdOrder order = IdOrder.EMPTY;
  private int[] born = new int[64];
  private int[] died = new int[64];
  private int[] next = new int[64];
  private int[] firstOfProgram = new int[64];
  private int[] lastOfProgram = new int[64];
  private int count;
  private int dead;

  int add(Entry entry, int program, int version) {
    int slot = count;
    if (slot == entries.length) {
      entries = Arrays.copyOf(entries, 2 * slot);
      ids = Arrays.copyOf(ids, 2 * slot);
      born = Arrays.copyOf(born, 2 * slot);
      died = Arrays.copyOf(died, 2 * slot);
      next = Arrays.copyOf(next, 2 * slot);
    }
    if (program >= firstOfProgram.length) {
      firstOfProgram = Arrays.copyOf(firstOfProgram, 2 * program);
      lastOfProgram = Arrays.copyOf(lastOfProgram, 2 * program);
    }
    entries[slot] = entry;
    ids[slot] = entry.stored().id();
    born[slot] = version;
    died[slot] = NEVER;
    if (firstOfProgram[program] == 0) {
      firstOfProgram[program] = slot + 1;
    } else {
      next[lastOfProgram[program] - 1] = slot + 1;
    }
    lastOfProgram[program] = slot + 1;
    count++;
    order = order.upTo(count, ids);
    return slot;
  }

  void end(int slot, int version) {
    died[slot] = version;
    dead++;
  }

  int dead() {
    return dead;
  }

  void forEachLiving(Consumer<Entry> action) {
    for (int slot = 0; slot < count; slot++) {
      if (died[slot] == NEVER) {
        action.accept(entries[slot]);
      }
    }
  }

  View view() {
    return new View(entries, ids, born, died, next, firstOfProgram, count, order);
  }
}
