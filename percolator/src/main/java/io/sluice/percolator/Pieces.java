package io.sluice.percolator;

import io.sluice.percolator.TokenPattern.Glob;

/**
 * The pieces of text in a {@link Glob}.
 *
 * @param first how long the piece at its beginning is, 0 if it begins with a wildcard
 * @param last where the piece at its end begins, its length if it ends with a wildcard
 * @param from where its longest piece begins
 * @param to where its longest piece ends
 */
record Pieces(int first, int last, int from, int to) {
  static Pieces of(byte[] text) {
    int bestFrom = 0;
    int bestTo = 0;
    for (int from = 0; from < text.length; ) {
      int to = from;
      while (to < text.length && !isWild(text[to])) {
        to++;
      }
      if (to - from > bestTo - bestFrom) {
        bestFrom = from;
        bestTo = to;
      }
      from = to + 1;
    }
    int first = 0;
    while (first < text.length && !isWild(text[first])) {
      first++;
    }
    int last = text.length;
    while (last > 0 && !isWild(text[last - 1])) {
      last--;
    }
    return new Pieces(first, last, bestFrom, bestTo);
  }

  private static boolean isWild(byte b) {
    return b == Glob.ANY || b == Glob.MANY;
  }

  static boolean isRun(byte[] text, int at) {
    return text[at] == Glob.MANY;
  }
}
