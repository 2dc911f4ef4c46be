package io.sluice.percolator;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Which of many closed intervals contain a value: sorted by their lower ends, with the greatest
 * upper end of every 16 of them, of every 16 of those, and so on. Whole groups whose greatest upper
 * end is too small are passed over. Never changes.
 */
final class RangeTree {
  private static final int BITS = 4;

  /** An interval and the predicate that says "some value lies in it". */
  record Entry(long low, long high, int predicate) {}

  private final long[] low;
  private final long[] high;
  private final int[] predicates;

  /** levels[0] are the greatest of 16 upper ends, levels[1] of 16 of those. */
  private final long[][] levels;

  RangeTree(List<Entry> entries) {
    Entry[] sorted = entries.toArray(Entry[]::new);
    Arrays.sort(sorted, Comparator.comparingLong(Entry::low));
    low = Arrays.stream(sorted).mapToLong(Entry::low).toArray();
    high = Arrays.stream(sorted).mapToLong(Entry::high).toArray();
    predicates = Arrays.stream(sorted).mapToInt(Entry::predicate).toArray();
    int depth = 0;
    for (int size = high.length; size > 1 << BITS; size = groups(size)) {
      depth++;
    }
    levels = new long[depth][];
    long[] below = high;
    for (int level = 0; level < depth; level++) {
      long[] greatest = new long[groups(below.length)];
      Arrays.fill(greatest, Long.MIN_VALUE);
      for (int i = 0; i < below.length; i++) {
        greatest[i >> BITS] = Math.max(greatest[i >> BITS], below[i]);
      }
      levels[level] = greatest;
      below = greatest;
    }
  }

  private static int groups(int size) {
    return (size + (1 << BITS) - 1) >> BITS;
  }

  /** Tells the predicates of the intervals that contain the value. */
  void stab(long value, PatternIndex.Fits fits) {
    int from = 0;
    int to = low.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (low[middle] <= value) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    if (from > 0) {
      int top = levels.length;
      int nodes = ((from - 1) >> (BITS * top)) + 1;
      visit(top, 0, nodes, from, value, fits);
    }
  }

  /** The nodes of a level from {@code first} to {@code end}, whose leaves end at {@code limit}. */
  private void visit(int level, int first, int end, int limit, long value, PatternIndex.Fits fits) {
    for (int node = first; node < end; node++) {
      if (level == 0) {
        if (high[node] >= value) {
          fits.accept(predicates[node]);
        }
      } else if (levels[level - 1][node] >= value) {
        int below = level - 1;
        int last = ((limit - 1) >> (BITS * below)) + 1;
        visit(below, node << BITS, Math.min(last, (node + 1) << BITS), limit, value, fits);
      }
    }
  }
}
