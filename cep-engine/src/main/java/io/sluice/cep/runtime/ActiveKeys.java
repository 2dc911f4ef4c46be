package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which statements may have a partial match for the key of a row: those of which a row of the key
 * began one less than WITHIN ago. Keys are known by a hash of 64 bits alone: two keys that share
 * one cost a look in vain and no row.
 *
 * <p>One table for all statements that have the same key columns; a key's statements lie side by
 * side, each with the time at which its partial matches are over. What is over goes when its key is
 * met, or when the table is about to grow.
 */
final class ActiveKeys {
  private static final int FIRST = 1 << 6;

  private final int[] columns;

  /** Tests of which a row passes one that matters to any statement here; null: each row may. */
  private int @Nullable [] wakes = {};

  private long[] hashes = new long[FIRST];
  private long @Nullable [][] entries = new long[FIRST][];
  private int[] sizes = new int[FIRST];
  private int used;

  ActiveKeys(List<Integer> columns) {
    this.columns = columns.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * @param its tests of a statement that is going to be here; null: each row matters to it
   */
  void add(int @Nullable [] its) {
    wakes =
        wakes == null || its == null
            ? null
            : IntStream.concat(Arrays.stream(wakes), Arrays.stream(its)).distinct().toArray();
  }

  int @Nullable [] wakes() {
    return wakes;
  }

  /** Offers the row to what may wait for it. */
  void look(Event row, Readers readers) {
    if (used == 0) {
      return;
    }
    int slot = slot(hash(row));
    long[] own = entries[slot];
    if (hashes[slot] == 0 || own == null) {
      return;
    }
    int kept = 0;
    for (int i = 0; i < sizes[slot]; i += 2) {
      if (own[i + 1] > row.time() && readers.runs((int) own[i])) {
        own[kept] = own[i];
        own[kept + 1] = own[i + 1];
        kept += 2;
        readers.continues((int) own[i]);
      }
    }
    sizes[slot] = kept;
  }

  /**
   * A partial match of {@code statement} may have begun with {@code row}.
   *
   * @param until when it is over
   */
  void begun(Event row, int statement, long until) {
    long hash = hash(row);
    int slot = slot(hash);
    if (hashes[slot] == 0) {
      if (2 * used >= hashes.length) {
        sweep(row.time());
        slot = slot(hash);
      }
      hashes[slot] = hash;
      used++;
    }
    long[] own = entries[slot];
    int size = sizes[slot];
    if (own == null) {
      own = new long[4];
      entries[slot] = own;
    }
    for (int i = 0; i < size; i += 2) {
      if (own[i] == statement) {
        own[i + 1] = until;
        return;
      }
    }
    if (size == own.length) {
      own = Arrays.copyOf(own, 2 * size);
      entries[slot] = own;
    }
    own[size] = statement;
    own[size + 1] = until;
    sizes[slot] = size + 2;
  }

  /** Forgets keys with nothing left, and makes room for twice as many as there are then. */
  private void sweep(long time) {
    int live = 0;
    for (int slot = 0; slot < hashes.length; slot++) {
      long[] own = entries[slot];
      int kept = 0;
      for (int i = 0; own != null && i < sizes[slot]; i += 2) {
        if (own[i + 1] > time) {
          own[kept] = own[i];
          own[kept + 1] = own[i + 1];
          kept += 2;
        }
      }
      sizes[slot] = kept;
      live += kept > 0 ? 1 : 0;
    }
    long[] oldHashes = hashes;
    long[][] oldEntries = entries;
    int[] oldSizes = sizes;
    int length = Math.max(FIRST, Integer.highestOneBit(live + 1) << 3);
    hashes = new long[length];
    entries = new long[length][];
    sizes = new int[length];
    used = live;
    for (int i = 0; i < oldHashes.length; i++) {
      if (oldSizes[i] > 0) {
        int slot = slot(oldHashes[i]);
        hashes[slot] = oldHashes[i];
        entries[slot] = oldEntries[i];
        sizes[slot] = oldSizes[i];
      }
    }
  }

  private int slot(long hash) {
    int mask = hashes.length - 1;
    int slot = (int) (hash >>> 20) & mask;
    while (hashes[slot] != 0 && hashes[slot] != hash) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  /** Never 0. Equal for values that are one key: 1.0 and 1.00, 0.0 and -0.0. */
  private long hash(Event row) {
    long hash = 1;
    for (int column : columns) {
      hash = (hash + hash(row.values()[column])) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    return hash == 0 ? 1 : hash;
  }

  /** Texts first: a switch over types takes longer than the rest. */
  private static int hash(@Nullable Object value) {
    if (value instanceof String s) {
      return s.hashCode();
    }
    return switch (value) {
      case null -> 0;
      case BigDecimal d -> d.stripTrailingZeros().hashCode();
      case Double d -> Double.hashCode(d + 0.0);
      case Object other -> other.hashCode();
    };
  }
}
