package io.sluice.percolator;

import io.sluice.percolator.TokenPattern.Accepted;
import io.sluice.percolator.TokenPattern.Between;
import io.sluice.percolator.TokenPattern.Fuzzy;
import io.sluice.percolator.TokenPattern.Glob;
import io.sluice.percolator.TokenPattern.Simulated;
import java.util.Arrays;
import org.apache.lucene.util.BytesRef;

/**
 * The patterns of one field: prefixes, wildcards, regular expressions, fuzzy words, ranges of
 * words. Each is a predicate that holds where any token of the field fits.
 *
 * <p>A pattern is reached by something that every fitting token has: how it begins, how it ends,
 * three bytes of its longest inner piece (the rarest among the patterns), or, for a fuzzy word, by
 * what is left when up to as many characters as it allows edits are taken out, from the word and
 * from the token: an edit costs each side at most one character, swaps included, so the two meet
 * ("symmetric delete", Garbe 2012). All of these are keys of one hash table, so a pattern is added
 * by a few appends, and a token is tried with a few look-ups, however many patterns there are. What
 * has no such key is tried with every token.
 *
 * <p>One thread adds, any number ask.
 */
final class PatternIndex {
  private static final int MAX_ENDS = 6;
  private static final int GRAM = 3;
  private static final int MAX_FUZZY = 24;
  private static final int BEGIN = 0x1B000000;
  private static final int END = 0x2E000000;
  private static final int DELETED = 0x3D000000;

  private final KeyLists lists = new KeyLists();
  private TokenPattern[] patterns = new TokenPattern[4];
  private int[] predicates = new int[4];

  /** Numbers of patterns without a key. */
  private int[] unkeyed = new int[4];

  private volatile int unkeyedCount;
  private volatile int count;
  private volatile int beginLengths;
  private volatile int endLengths;
  private volatile int deletions;
  private volatile boolean grams;

  /** Takes a pattern that fits. */
  interface Fits {
    void accept(int predicate);
  }

  // ------------------------------------------------------------------ written by one

  /** A pattern that says by itself how its tokens look. */
  void add(TokenPattern pattern, int predicate) {
    int number = next(pattern, predicate);
    switch (pattern) {
      case Glob(byte[] text) -> addGlob(text, number);
      case Fuzzy fuzzy -> addFuzzy(fuzzy, number);
      case Between b -> addUnkeyed(number);
      case Accepted a -> addUnkeyed(number);
      case Simulated s -> addUnkeyed(number);
    }
    count = number + 1;
  }

  /**
   * A pattern whose tokens all begin and end with something.
   *
   * @param prefix may be empty
   * @param suffix may be empty
   */
  void add(TokenPattern pattern, BytesRef prefix, BytesRef suffix, int predicate) {
    int number = next(pattern, predicate);
    if (prefix.length >= Math.max(1, Math.min(suffix.length, GRAM))) {
      addBegin(prefix.bytes, prefix.offset, prefix.length, number);
    } else if (suffix.length > 0) {
      addEnd(suffix.bytes, suffix.offset, suffix.length, number);
    } else {
      addUnkeyed(number);
    }
    count = number + 1;
  }

  private int next(TokenPattern pattern, int predicate) {
    int number = count;
    if (number == patterns.length) {
      patterns = Arrays.copyOf(patterns, 2 * number);
      predicates = Arrays.copyOf(predicates, 2 * number);
    }
    patterns[number] = pattern;
    predicates[number] = predicate;
    return number;
  }

  private void addUnkeyed(int number) {
    int at = unkeyedCount;
    if (at == unkeyed.length) {
      unkeyed = Arrays.copyOf(unkeyed, 2 * at);
    }
    unkeyed[at] = number;
    unkeyedCount = at + 1;
  }

  private void addBegin(byte[] bytes, int from, int length, int number) {
    int size = Math.min(MAX_ENDS, length);
    lists.add(key(BEGIN + size, bytes, from, size), number);
    beginLengths |= 1 << size;
  }

  private void addEnd(byte[] bytes, int from, int length, int number) {
    int size = Math.min(MAX_ENDS, length);
    lists.add(key(END + size, bytes, from + length - size, size), number);
    endLengths |= 1 << size;
  }

  private void addGlob(byte[] text, int number) {
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
    boolean inner = bestTo - bestFrom >= GRAM;
    if (first > 0 && (!inner || first >= GRAM)) {
      addBegin(text, 0, first, number);
    } else if (last < text.length && (!inner || text.length - last >= GRAM)) {
      addEnd(text, last, text.length - last, number);
    } else if (inner) {
      addGram(text, bestFrom, bestTo, number);
    } else {
      addUnkeyed(number);
    }
  }

  private void addGram(byte[] text, int from, int to, int number) {
    int best = gram(text, from);
    int fewest = lists.count(best);
    for (int at = from + 1; at + GRAM <= to && fewest > 0; at++) {
      int key = gram(text, at);
      int filed = lists.count(key);
      if (filed < fewest) {
        best = key;
        fewest = filed;
      }
    }
    lists.add(best, number);
    grams = true;
  }

  private void addFuzzy(Fuzzy fuzzy, int number) {
    int[] word = fuzzy.word();
    if (word.length > MAX_FUZZY) {
      addUnkeyed(number);
      return;
    }
    int[] keys = new int[1 + word.length * (word.length + 1) / 2];
    int used = deletionKeys(word, word.length, fuzzy.edits(), keys);
    Arrays.sort(keys, 0, used);
    for (int i = 0; i < used; i++) {
      if (i == 0 || keys[i] != keys[i - 1]) {
        lists.add(keys[i], number);
      }
    }
    deletions = Math.max(deletions, fuzzy.edits());
  }

  // ------------------------------------------------------------------ read by all

  /** Patterns so far; a verdict that was asked before knows the first so many. */
  int count() {
    return count;
  }

  /** Asks one pattern. */
  boolean fits(int number, byte[] bytes, int from, int length) {
    return patterns[number].fits(bytes, from, length);
  }

  int predicate(int number) {
    return predicates[number];
  }

  /** Tells the predicates that a token makes true; one may be told more than once. */
  void ask(byte[] bytes, int from, int length, Fits fits) {
    int lengths = beginLengths;
    for (int size = 1; size <= MAX_ENDS && size <= length; size++) {
      if ((lengths & 1 << size) != 0) {
        tryAll(key(BEGIN + size, bytes, from, size), bytes, from, length, fits);
      }
    }
    lengths = endLengths;
    for (int size = 1; size <= MAX_ENDS && size <= length; size++) {
      if ((lengths & 1 << size) != 0) {
        tryAll(key(END + size, bytes, from + length - size, size), bytes, from, length, fits);
      }
    }
    if (grams) {
      for (int at = from; at + GRAM <= from + length; at++) {
        tryAll(gram(bytes, at), bytes, from, length, fits);
      }
    }
    int edits = deletions;
    if (edits > 0 && length <= 4 * (MAX_FUZZY + edits)) {
      askFuzzy(bytes, from, length, edits, fits);
    }
    int all = unkeyedCount;
    int[] some = unkeyed;
    for (int i = 0; i < all; i++) {
      tryOne(some[i], bytes, from, length, fits);
    }
  }

  private void askFuzzy(byte[] bytes, int from, int length, int edits, Fits fits) {
    int[] token = TokenPattern.codePoints(bytes, from, length);
    if (token.length > MAX_FUZZY + edits) {
      return;
    }
    int[] keys = new int[1 + token.length * (token.length + 1) / 2];
    int used = deletionKeys(token, token.length, edits, keys);
    for (int i = 0; i < used; i++) {
      tryAll(keys[i], bytes, from, length, fits);
    }
  }

  private void tryAll(int key, byte[] bytes, int from, int length, Fits fits) {
    int[] list = lists.get(key);
    int size = list[0];
    for (int i = 1; i <= size; i++) {
      tryOne(list[i], bytes, from, length, fits);
    }
  }

  private void tryOne(int number, byte[] bytes, int from, int length, Fits fits) {
    if (number < count && patterns[number].fits(bytes, from, length)) {
      fits.accept(predicates[number]);
    }
  }

  // ------------------------------------------------------------------ keys

  private static boolean isWild(byte b) {
    return b == Glob.ANY || b == Glob.MANY;
  }

  private static int gram(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16;
  }

  private static int key(int seed, byte[] bytes, int from, int length) {
    int h = seed;
    for (int i = from; i < from + length; i++) {
      h = 31 * h + bytes[i];
    }
    return h;
  }

  /** Hashes of a word without up to {@code edits} (0 to 2) of its characters. */
  private static int deletionKeys(int[] word, int length, int edits, int[] keys) {
    int used = 0;
    keys[used++] = without(word, length, -1, -1);
    for (int i = 0; edits > 0 && i < length; i++) {
      keys[used++] = without(word, length, i, -1);
      for (int j = i + 1; edits > 1 && j < length; j++) {
        keys[used++] = without(word, length, i, j);
      }
    }
    return used;
  }

  private static int without(int[] word, int length, int i, int j) {
    int h = DELETED;
    for (int at = 0; at < length; at++) {
      if (at != i && at != j) {
        h = 31 * h + word[at];
      }
    }
    return h;
  }
}
