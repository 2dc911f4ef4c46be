package io.sluice.cep.runtime.automaton;

import java.util.Arrays;
import java.util.Collection;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * When the next bound of each key passes, where that does not follow from the order of rows: those
 * of a key that wait for the rows behind them (NEXT) come late among the rows of other keys.
 */
final class KeyBounds {
  private final TreeMap<Long, TreeSet<Integer>> byTime = new TreeMap<>();
  private long[] times = {};

  /** The earliest one, or NEVER. */
  long first() {
    return byTime.isEmpty() ? PreferredCore.NEVER : byTime.firstKey();
  }

  /** Keys whose bound passes by {@code time}. */
  Collection<Integer> due(long time) {
    return byTime.headMap(time, true).values().stream().flatMap(TreeSet::stream).toList();
  }

  /**
   * @param time NEVER where there is no bound
   */
  void set(int key, long time) {
    if (key >= times.length) {
      int length = times.length;
      times = Arrays.copyOf(times, Math.max(2 * length, key + 1));
      Arrays.fill(times, length, times.length, PreferredCore.NEVER);
    }
    long before = times[key];
    if (time == before) {
      return;
    }
    if (before < PreferredCore.NEVER) {
      TreeSet<Integer> others = byTime.get(before);
      others.remove(key);
      if (others.isEmpty()) {
        byTime.remove(before);
      }
    }
    if (time < PreferredCore.NEVER) {
      byTime.computeIfAbsent(time, _ -> new TreeSet<>()).add(key);
    }
    times[key] = time;
  }

  void clear() {
    byTime.clear();
    times = new long[0];
  }
}
