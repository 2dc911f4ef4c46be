package io.sluice.percolator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Ranges of words, prefixes and blocks of addresses among them: which of many contain a token. All
 * their ends stand in one sorted list, so that one search turns a token into a place in it and the
 * ranges into intervals of places, which a {@link RangeTree} finds.
 *
 * <p>Trees never change. A new range waits in a short list; when that is full it becomes a tree,
 * and two trees of one size become one of twice the size (Bentley and Saxe's logarithmic method),
 * so that adding costs little and a token meets a few trees. One thread adds, any number ask.
 */
final class WordRanges {
  private static final int WAITING = 32;

  /** A closed or open range; null for no end. */
  private record Range(TokenPattern.Between between, int number) {}

  /**
   * @param ends sorted and distinct; end i is place 2i+1, what lies before it place 2i
   */
  @SuppressWarnings("ArrayRecordComponent") // flat arrays, never compared
  private record Tree(List<Range> ranges, byte[][] ends, RangeTree tree) {
    static Tree of(List<Range> ranges) {
      List<byte[]> all = new ArrayList<>(2 * ranges.size());
      for (Range range : ranges) {
        if (range.between().low() != null) {
          all.add(range.between().low());
        }
        if (range.between().high() != null) {
          all.add(range.between().high());
        }
      }
      all.sort(Arrays::compareUnsigned);
      byte[][] ends = new byte[all.size()][];
      int count = 0;
      for (byte[] end : all) {
        if (count == 0 || !Arrays.equals(ends[count - 1], end)) {
          ends[count++] = end;
        }
      }
      byte[][] distinct = Arrays.copyOf(ends, count);
      List<RangeTree.Entry> entries = new ArrayList<>(ranges.size());
      for (Range range : ranges) {
        TokenPattern.Between b = range.between();
        long low = 0;
        if (b.low() != null) {
          low = place(distinct, b.low(), 0, b.low().length) + (b.withLow() ? 0 : 1);
        }
        long high = Long.MAX_VALUE;
        if (b.high() != null) {
          high = place(distinct, b.high(), 0, b.high().length) - (b.withHigh() ? 0 : 1);
        }
        entries.add(new RangeTree.Entry(low, high, range.number()));
      }
      return new Tree(ranges, distinct, new RangeTree(entries));
    }

    void stab(byte[] token, int from, int length, PatternIndex.Fits fits) {
      tree.stab(place(ends, token, from, length), fits);
    }

    private static long place(byte[][] ends, byte[] token, int from, int length) {
      int low = 0;
      int high = ends.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        byte[] end = ends[middle];
        int order = Arrays.compareUnsigned(end, 0, end.length, token, from, from + length);
        if (order == 0) {
          return 2L * middle + 1;
        }
        if (order < 0) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return 2L * low;
    }
  }

  /** The largest first; then those that wait. Replaced as a whole. */
  private record Kept(List<Tree> trees, List<Range> waiting) {}

  private volatile Kept kept = new Kept(List.of(), List.of());

  boolean isEmpty() {
    return kept.trees().isEmpty() && kept.waiting().isEmpty();
  }

  /** Adds a range that says its number where it contains a token. */
  void add(TokenPattern.Between between, int number) {
    Kept before = kept;
    List<Range> waiting = new ArrayList<>(before.waiting());
    waiting.add(new Range(between, number));
    if (waiting.size() < WAITING) {
      kept = new Kept(before.trees(), waiting);
      return;
    }
    List<Tree> trees = new ArrayList<>(before.trees());
    List<Range> together = waiting;
    while (!trees.isEmpty() && trees.getLast().ranges().size() <= together.size()) {
      together.addAll(0, trees.removeLast().ranges());
    }
    trees.add(Tree.of(together));
    kept = new Kept(trees, List.of());
  }

  /** Tells the numbers of the ranges that contain a token. */
  void stab(byte[] token, int from, int length, PatternIndex.Fits fits) {
    Kept now = kept;
    for (Tree tree : now.trees()) {
      tree.stab(token, from, length, fits);
    }
    for (Range range : now.waiting()) {
      if (range.between().fits(token, from, length)) {
        fits.accept(range.number());
      }
    }
  }

  /** All words that begin with something. */
  static TokenPattern.Between beginningWith(byte[] text, int length) {
    byte[] low = Arrays.copyOf(text, length);
    byte[] high = low.clone();
    high[length - 1]++; // no byte of UTF-8 is the last one
    return new TokenPattern.Between(low, high, true, false);
  }
}
