package io.sluice.percolator;

import io.sluice.percolator.Sought.Proof;
import io.sluice.percolator.TokenPattern.Accepted;
import io.sluice.percolator.TokenPattern.Between;
import io.sluice.percolator.TokenPattern.Fuzzy;
import io.sluice.percolator.TokenPattern.Glob;
import io.sluice.percolator.TokenPattern.Perl;
import io.sluice.percolator.TokenPattern.Stepwise;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.util.BytesRef;

/**
 * The patterns of one field: prefixes, wildcards, regular expressions, fuzzy words, ranges of
 * words. Each is a predicate that holds where any token of the field fits.
 *
 * <p>A pattern is reached by something that every fitting token has: how it begins, how it ends,
 * its longest inner piece ({@link Grams}), where it stands in the order of words ({@link
 * WordRanges}), or, for a fuzzy word, what is left when characters are taken out ({@link
 * Deletions}). So a pattern is added by a few appends, and a token is tried with a few look-ups and
 * one pass, however many patterns there are. Where the piece is the whole of a pattern ({@code
 * abc*}, {@code *abc}, {@code *abc*}) it is compared where it was found and nothing else is run.
 * What has no such key is tried with every token.
 *
 * <p>One thread adds, any number ask.
 */
final class PatternIndex {
  private static final int MAX_ENDS = 6;
  private static final int MAX_FUZZY = 24;
  private static final int BEGIN = 0x1B000000;
  private static final int END = 0x2E000000;

  /** By what tokens begin and end with, and by what is left of fuzzy words. */
  private final KeyLists lists = new KeyLists();

  private final Grams grams = new Grams();
  private final WordRanges ranges = new WordRanges();
  private Sought[] sought = new Sought[4];

  /** Numbers of patterns without a key. */
  private int[] unkeyed = new int[4];

  private volatile int unkeyedCount;
  private volatile int count;
  private volatile int beginLengths;
  private volatile int endLengths;
  private volatile int deletions;

  /** Takes a pattern that fits. */
  interface Fits {
    void accept(int predicate);
  }

  // ------------------------------------------------------------------ written by one

  /** A pattern that says by itself how its tokens look. */
  void add(TokenPattern pattern, int predicate) {
    switch (pattern) {
      case Glob glob -> addGlob(glob, predicate);
      case Fuzzy fuzzy -> addFuzzy(fuzzy, predicate);
      case Between between -> {
        ranges.add(between, count);
        add(Sought.asked(pattern, predicate));
      }
      case Accepted a -> addUnkeyed(pattern, predicate);
      case Stepwise s -> addUnkeyed(pattern, predicate);
      case Perl perl -> addRegex(perl, predicate);
    }
  }

  /**
   * A pattern whose tokens all begin and end with something.
   *
   * @param prefix may be empty
   * @param suffix may be empty
   */
  void add(TokenPattern pattern, BytesRef prefix, BytesRef suffix, int predicate) {
    if (prefix.length >= Math.max(1, Math.min(suffix.length, Grams.MAX))) {
      addBegin(prefix.bytes, prefix.offset, prefix.length);
      add(Sought.asked(pattern, predicate));
    } else if (suffix.length > 0) {
      addEnd(suffix.bytes, suffix.offset, suffix.length);
      add(Sought.asked(pattern, predicate));
    } else {
      addUnkeyed(pattern, predicate);
    }
  }

  /** The keys of a pattern come first: who sees it in the count finds it by them. */
  private void add(Sought pattern) {
    int number = count;
    if (number == sought.length) {
      sought = Arrays.copyOf(sought, 2 * number);
    }
    sought[number] = pattern;
    count = number + 1;
  }

  private void addUnkeyed(TokenPattern pattern, int predicate) {
    int at = unkeyedCount;
    if (at == unkeyed.length) {
      unkeyed = Arrays.copyOf(unkeyed, 2 * at);
    }
    unkeyed[at] = count;
    unkeyedCount = at + 1;
    add(Sought.asked(pattern, predicate));
  }

  private void addBegin(byte[] bytes, int from, int length) {
    int size = Math.min(MAX_ENDS, length);
    lists.add(key(BEGIN + size, bytes, from, size), count);
    beginLengths |= 1 << size;
  }

  private void addEnd(byte[] bytes, int from, int length) {
    int size = Math.min(MAX_ENDS, length);
    lists.add(key(END + size, bytes, from + length - size, size), count);
    endLengths |= 1 << size;
  }

  private void addGlob(Glob glob, int predicate) {
    byte[] text = glob.text();
    Pieces pieces = Pieces.of(text);
    int first = pieces.first();
    int last = pieces.last();
    int bestFrom = pieces.from();
    int bestTo = pieces.to();
    boolean shortPiece = bestTo - bestFrom < Grams.MAX;
    if (first > 0 && (shortPiece || first >= Grams.MAX)) {
      boolean decides = Pieces.isRun(text, first) && first == text.length - 1;
      if (decides && first > MAX_ENDS) {
        // Addresses, paths and the like all begin with the same few bytes.
        ranges.add(WordRanges.beginningWith(text, first), count);
        add(Sought.asked(glob, predicate));
        return;
      }
      addBegin(text, 0, first);
      Proof proof = decides ? Proof.BEGINS : Proof.ASK;
      add(new Sought(glob, predicate, proof, text, 0, first, 0));
    } else if (last < text.length && (shortPiece || text.length - last >= Grams.MAX)) {
      addEnd(text, last, text.length - last);
      Proof proof = Pieces.isRun(text, 0) && last == 1 ? Proof.ENDS : Proof.ASK;
      add(new Sought(glob, predicate, proof, text, last, text.length, 0));
    } else if (bestTo > bestFrom) {
      int gram = grams.add(text, bestFrom, bestTo, count);
      boolean whole =
          bestFrom == 1
              && bestTo == text.length - 1
              && Pieces.isRun(text, 0)
              && Pieces.isRun(text, bestTo);
      Proof proof = whole ? Proof.STANDS : Proof.STANDS_AND_ASK;
      add(new Sought(glob, predicate, proof, text, bestFrom, bestTo, gram));
    } else {
      addUnkeyed(glob, predicate);
    }
  }

  /** Under each of the texts of which one is necessary, as a number of its own. */
  private void addRegex(Perl perl, int predicate) {
    List<byte[]> texts = perl.regex().necessary();
    if (texts.isEmpty()) {
      addUnkeyed(perl, predicate);
    }
    for (byte[] text : texts) {
      int gram = grams.add(text, 0, text.length, count);
      add(
          new Sought(
              perl, predicate, Proof.STANDS_IN_ANY_CASE_AND_ASK, text, 0, text.length, gram));
    }
  }

  private void addFuzzy(Fuzzy fuzzy, int predicate) {
    int[] word = fuzzy.word();
    if (word.length > MAX_FUZZY) {
      addUnkeyed(fuzzy, predicate);
      return;
    }
    int[] keys = Deletions.room(word.length);
    int used = Deletions.hashes(word, fuzzy.edits(), keys);
    Arrays.sort(keys, 0, used);
    for (int i = 0; i < used; i++) {
      if (i == 0 || keys[i] != keys[i - 1]) {
        lists.add(keys[i], count);
      }
    }
    deletions = Math.max(deletions, fuzzy.edits());
    add(Sought.asked(fuzzy, predicate));
  }

  // ------------------------------------------------------------------ read by all

  /** Patterns so far; a verdict that was asked before knows the first so many. */
  int count() {
    return count;
  }

  /** Asks one pattern. */
  boolean fits(int number, byte[] bytes, int from, int length) {
    return sought[number].pattern().fits(bytes, from, length);
  }

  int predicate(int number) {
    return sought[number].predicate();
  }

  /** One token after another is asked about. Belongs to one thread. */
  final class Asking implements Grams.Found {
    private Fits fits = predicate -> {};
    private final Fits inRange = this::acceptRange;
    private int[] triedIn = new int[0];
    private int tokens;
    private byte[] bytes = {};
    private int from;
    private int to;
    private int known;
    private Sought[] patterns = sought;

    /** Tells the predicates that a token makes true, each once. */
    void ask(byte[] token, int start, int length, Fits target) {
      fits = target;
      begin(token, start, length);
      int lengths = beginLengths;
      for (int size = 1; size <= MAX_ENDS && size <= length; size++) {
        if ((lengths & 1 << size) != 0) {
          tryAll(key(BEGIN + size, token, start, size));
        }
      }
      lengths = endLengths;
      for (int size = 1; size <= MAX_ENDS && size <= length; size++) {
        if ((lengths & 1 << size) != 0) {
          tryAll(key(END + size, token, start + length - size, size));
        }
      }
      if (!ranges.isEmpty()) {
        ranges.stab(token, start, length, inRange);
      }
      grams.scan(token, start, start + length, this);
      int edits = deletions;
      if (edits > 0 && length <= 4 * (MAX_FUZZY + edits)) {
        askFuzzy(edits);
      }
      int all = unkeyedCount;
      int[] some = unkeyed;
      for (int i = 0; i < all; i++) {
        accept(some[i], from);
      }
    }

    private void begin(byte[] token, int start, int length) {
      bytes = token;
      from = start;
      to = start + length;
      known = count;
      patterns = sought;
      if (triedIn.length < known) {
        triedIn = Arrays.copyOf(triedIn, known + known / 2);
      }
      if (++tokens == Integer.MAX_VALUE) {
        Arrays.fill(triedIn, 0);
        tokens = 1;
      }
    }

    private void askFuzzy(int edits) {
      int[] token = TokenPattern.codePoints(bytes, from, to - from);
      if (token.length > MAX_FUZZY + edits) {
        return;
      }
      int[] keys = Deletions.room(token.length);
      int used = Deletions.hashes(token, edits, keys);
      for (int i = 0; i < used; i++) {
        tryAll(keys[i]);
      }
    }

    private void acceptRange(int number) {
      if (number < known) {
        fits.accept(patterns[number].predicate());
      }
    }

    private void tryAll(int key) {
      int[] list = lists.get(key);
      int size = list[0];
      for (int i = 1; i <= size; i++) {
        accept(list[i], from);
      }
    }

    @Override
    public void accept(int number, int at) {
      if (number >= known || triedIn[number] == tokens) {
        return;
      }
      Sought pattern = patterns[number];
      if (!pattern.hasPiece(bytes, at, from, to)) {
        return;
      }
      triedIn[number] = tokens;
      if (!pattern.isOpen() || pattern.pattern().fits(bytes, from, to - from)) {
        fits.accept(pattern.predicate());
      }
    }
  }

  // ------------------------------------------------------------------ keys

  private static int key(int seed, byte[] bytes, int from, int length) {
    int h = seed;
    for (int i = from; i < from + length; i++) {
      h = 31 * h + bytes[i];
    }
    return h;
  }
}
