package io.sluice.percolator;

import io.sluice.percolator.regex.LazyAutomaton;
import io.sluice.percolator.regex.PerlRegex;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.automaton.ByteRunAutomaton;
import org.jspecify.annotations.Nullable;

/** A condition on the bytes of one token. */
sealed interface TokenPattern {
  boolean fits(byte[] bytes, int from, int length);

  /**
   * Literal pieces with wildcards between them, as Lucene's WildcardQuery and PrefixQuery mean it.
   *
   * @param text UTF-8, with {@link #ANY} for any character and {@link #MANY} for any number of
   *     them; these bytes occur in no UTF-8
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by content
  record Glob(byte[] text) implements TokenPattern {
    static final byte ANY = (byte) 0xFE;
    static final byte MANY = (byte) 0xFF;

    @Override
    public boolean fits(byte[] bytes, int from, int length) {
      int end = from + length;
      int p = 0;
      int b = from;
      int star = -1;
      int resume = 0;
      while (b < end) {
        if (p < text.length && text[p] == MANY) {
          star = p++;
          resume = b;
        } else if (p < text.length && text[p] == ANY) {
          p++;
          b = after(bytes, b);
        } else if (p < text.length && text[p] == bytes[b]) {
          p++;
          b++;
        } else if (star >= 0) {
          // The last star takes one byte more; a literal never begins inside of a character, and
          // where an ANY would, the star has to take all of the character.
          resume = after(bytes, resume);
          b = resume;
          p = star + 1;
        } else {
          return false;
        }
      }
      while (p < text.length && text[p] == MANY) {
        p++;
      }
      return p == text.length;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Glob(byte[] theirs) && Arrays.equals(text, theirs);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(text);
    }

    @Override
    public String toString() {
      byte[] shown = text.clone();
      for (int i = 0; i < shown.length; i++) {
        shown[i] = shown[i] == ANY ? (byte) '?' : shown[i] == MANY ? (byte) '*' : shown[i];
      }
      return new String(shown, StandardCharsets.UTF_8);
    }

    private static int after(byte[] bytes, int at) {
      int lead = bytes[at] & 0xFF;
      return at + (lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4);
    }
  }

  /**
   * Within some edits of a word. An edit puts in, takes out or replaces a character, or, if {@code
   * swaps}, swaps two neighbours that are not edited otherwise ("optimal string alignment", which
   * is what Lucene's automata accept).
   *
   * @param prefix characters at the beginning that have to be equal
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by content
  record Fuzzy(int[] word, int edits, int prefix, boolean swaps) implements TokenPattern {
    @Override
    public boolean fits(byte[] bytes, int from, int length) {
      if (length < word.length - edits || length > 4 * (word.length + edits)) {
        return false;
      }
      int[] token = codePoints(bytes, from, length);
      if (Math.abs(token.length - word.length) > edits || token.length < prefix) {
        return false;
      }
      for (int i = 0; i < prefix; i++) {
        if (token[i] != word[i]) {
          return false;
        }
      }
      return distance(token) <= edits;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Fuzzy f
          && edits == f.edits
          && prefix == f.prefix
          && swaps == f.swaps
          && Arrays.equals(word, f.word);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(word) + 4 * prefix + 2 * edits + (swaps ? 1 : 0);
    }

    @Override
    public String toString() {
      return new String(word, 0, word.length) + "~" + edits;
    }

    private int distance(int[] token) {
      int columns = word.length - prefix + 1;
      int[] before = new int[columns];
      int[] above = new int[columns];
      int[] row = new int[columns];
      for (int j = 0; j < columns; j++) {
        above[j] = j;
      }
      for (int i = 1; i <= token.length - prefix; i++) {
        int t = token[prefix + i - 1];
        row[0] = i;
        int least = i;
        for (int j = 1; j < columns; j++) {
          int w = word[prefix + j - 1];
          int cost = Math.min(above[j - 1] + (t == w ? 0 : 1), Math.min(above[j], row[j - 1]) + 1);
          if (swaps && i > 1 && j > 1 && t == word[prefix + j - 2] && token[prefix + i - 2] == w) {
            cost = Math.min(cost, before[j - 2] + 1);
          }
          row[j] = cost;
          least = Math.min(least, cost);
        }
        if (least > edits + 1) {
          return least;
        }
        int[] free = before;
        before = above;
        above = row;
        row = free;
      }
      return above[columns - 1];
    }
  }

  /** Between two terms in the order of bytes; null for no end. */
  @SuppressWarnings("ArrayRecordComponent") // compared by content
  record Between(byte @Nullable [] low, byte @Nullable [] high, boolean withLow, boolean withHigh)
      implements TokenPattern {
    @Override
    public boolean equals(Object other) {
      return other instanceof Between b
          && withLow == b.withLow
          && withHigh == b.withHigh
          && Arrays.equals(low, b.low)
          && Arrays.equals(high, b.high);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(low)
          + Arrays.hashCode(high)
          + (withLow ? 2 : 0)
          + (withHigh ? 1 : 0);
    }

    @Override
    public String toString() {
      return (withLow ? "[" : "{") + end(low) + " TO " + end(high) + (withHigh ? "]" : "}");
    }

    private static String end(byte @Nullable [] bytes) {
      return bytes == null ? "*" : new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean fits(byte[] bytes, int from, int length) {
      if (low != null) {
        int order = Arrays.compareUnsigned(bytes, from, from + length, low, 0, low.length);
        if (order < 0 || (order == 0 && !withLow)) {
          return false;
        }
      }
      if (high != null) {
        int order = Arrays.compareUnsigned(bytes, from, from + length, high, 0, high.length);
        return order < 0 || (order == 0 && withHigh);
      }
      return true;
    }
  }

  /** Accepted by the automaton of a query of Lucene's. */
  record Accepted(Query query, ByteRunAutomaton automaton) implements TokenPattern {
    @Override
    public boolean equals(Object other) {
      return other instanceof Accepted a && query.equals(a.query);
    }

    @Override
    public int hashCode() {
      return query.hashCode();
    }

    @Override
    public String toString() {
      return query.toString("");
    }

    @Override
    public boolean fits(byte[] bytes, int from, int length) {
      return automaton.run(bytes, from, length);
    }
  }

  /** Accepted by the automaton of a query of Lucene's that is not deterministic. */
  record Stepwise(AutomatonQuery query, LazyAutomaton automaton) implements TokenPattern {
    @Override
    public boolean equals(Object other) {
      return other instanceof Stepwise s && query.equals(s.query);
    }

    @Override
    public int hashCode() {
      return query.hashCode();
    }

    @Override
    public String toString() {
      return query.toString("");
    }

    @Override
    public boolean fits(byte[] bytes, int from, int length) {
      return automaton.accepts(bytes, from, length);
    }
  }

  /** A regular expression in Perl's notation is found in it. */
  record Perl(PerlRegex regex) implements TokenPattern {
    @Override
    public boolean fits(byte[] bytes, int from, int length) {
      return regex.isFoundIn(bytes, from, length);
    }

    @Override
    public String toString() {
      return "/" + regex + "/";
    }
  }

  static int[] codePoints(byte[] bytes, int from, int length) {
    int[] points = new int[length];
    int count = 0;
    for (int i = from; i < from + length; ) {
      int lead = bytes[i] & 0xFF;
      if (lead < 0x80) {
        points[count++] = lead;
        i++;
      } else if (lead < 0xE0) {
        points[count++] = (lead & 0x1F) << 6 | (bytes[i + 1] & 0x3F);
        i += 2;
      } else if (lead < 0xF0) {
        points[count++] = (lead & 0x0F) << 12 | (bytes[i + 1] & 0x3F) << 6 | (bytes[i + 2] & 0x3F);
        i += 3;
      } else {
        points[count++] =
            (lead & 0x07) << 18
                | (bytes[i + 1] & 0x3F) << 12
                | (bytes[i + 2] & 0x3F) << 6
                | (bytes[i + 3] & 0x3F);
        i += 4;
      }
    }
    return Arrays.copyOf(points, count);
  }
}
