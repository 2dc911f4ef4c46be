package io.sluice.percolator;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts plain text into words exactly as one of Lucene's analyzers does, several times faster: over
 * characters whose behaviour in the rules of Unicode for word boundaries (UAX #29) is simple. Where
 * a text has any other character, it says so and Lucene is asked.
 */
enum FastWords {
  /** StandardAnalyzer: letters and digits, with signs inside of words and numbers, lower case. */
  STANDARD {
    @Override
    boolean cut(String text, Tokens into, int before) {
      int length = text.length();
      byte[] bytes = into.room(2 * length);
      int used = into.end();
      int first = into.count();
      int firstByte = used;
      int start = -1;
      int hash = 0;
      int position = before;
      boolean solid = false;
      int last = OTHER;
      for (int i = 0; i < length; i++) {
        char c = text.charAt(i);
        int kind = c < LIMIT ? KINDS[c] : UNKNOWN;
        if (kind <= BAR || (kind >= MID_LETTER && last <= DIGIT)) {
          if (kind >= MID_LETTER) {
            int next =
                i + 1 < length && text.charAt(i + 1) < LIMIT ? KINDS[text.charAt(i + 1)] : OTHER;
            boolean joins =
                next == last
                    && ((last == LETTER && kind != MID_NUMBER)
                        || (last == DIGIT && kind != MID_LETTER));
            if (!joins) {
              if (solid) {
                into.add(used, hash, ++position);
              }
              used = into.end();
              start = -1;
              hash = 0;
              solid = false;
              last = OTHER;
              continue;
            }
          }
          if (start < 0) {
            start = i;
          } else if (i - start >= MAX_WORD) {
            into.cutTo(first, firstByte);
            return false;
          }
          int lower = LOWER[c];
          if (lower < 0x80) {
            bytes[used++] = (byte) lower;
            hash = 31 * hash + lower;
          } else {
            byte high = (byte) (0xC0 | (lower >> 6));
            byte low = (byte) (0x80 | (lower & 0x3F));
            bytes[used++] = high;
            bytes[used++] = low;
            hash = 31 * (31 * hash + high) + low;
          }
          solid |= kind <= DIGIT;
          last = kind;
        } else if (kind == UNKNOWN) {
          into.cutTo(first, firstByte);
          return false;
        } else if (start >= 0) {
          if (solid) {
            into.add(used, hash, ++position);
          }
          used = into.end();
          start = -1;
          hash = 0;
          solid = false;
          last = OTHER;
        }
      }
      if (solid) {
        into.add(used, hash, ++position);
      }
      return true;
    }
  },

  /** KeywordAnalyzer: all of it, as it is. */
  KEYWORD {
    @Override
    boolean cut(String text, Tokens into, int before) {
      return whole(text, into, before, false);
    }
  },

  /** All of it, in lower case. */
  KEYWORD_LOWERCASE {
    @Override
    boolean cut(String text, Tokens into, int before) {
      return whole(text, into, before, true);
    }
  };

  /** Longer words are cut in two by Lucene. */
  private static final int MAX_WORD = 255;

  private static final int LIMIT = 0x250;
  private static final byte LETTER = 0;
  private static final byte DIGIT = 1;

  /** Joins everything, makes no word by itself. */
  private static final byte BAR = 2;

  private static final byte OTHER = 3;
  private static final byte UNKNOWN = 4;
  private static final byte MID_LETTER = 5;
  private static final byte MID_NUMBER = 6;
  private static final byte MID_BOTH = 7;

  private static final byte[] KINDS = new byte[LIMIT];
  private static final char[] LOWER = new char[LIMIT];

  static {
    Arrays.fill(KINDS, OTHER);
    for (int c = 0; c < LIMIT; c++) {
      LOWER[c] = (char) Character.toLowerCase(c);
      if (Character.isLetter(c)) {
        // Lower case outside of the table would need three bytes.
        KINDS[c] = LOWER[c] < LIMIT ? LETTER : UNKNOWN;
      } else if (c >= '0' && c <= '9') {
        KINDS[c] = DIGIT;
      } else if (c > 0x7F && c < 0xC0) {
        KINDS[c] = UNKNOWN;
      }
    }
    KINDS['_'] = BAR;
    KINDS[':'] = MID_LETTER;
    KINDS[','] = MID_NUMBER;
    KINDS[';'] = MID_NUMBER;
    KINDS['.'] = MID_BOTH;
    KINDS['\''] = MID_BOTH;
  }

  /**
   * Adds the words of a text, the first at position {@code before + 1}; false, with nothing added,
   * where the text is not plain.
   */
  abstract boolean cut(String text, Tokens into, int before);

  /** The one that does what the analyzer of a name does, or null. */
  static @Nullable FastWords of(String analyzer) {
    return switch (Analyzers.ofDocuments(analyzer)) {
      case Analyzers.STANDARD -> STANDARD;
      case Analyzers.KEYWORD -> KEYWORD;
      case Analyzers.KEYWORD_LOWERCASE -> KEYWORD_LOWERCASE;
      default -> null;
    };
  }

  private static boolean whole(String text, Tokens into, int before, boolean lower) {
    int length = text.length();
    byte[] bytes = into.room(length);
    int used = into.end();
    int hash = 0;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return false;
      }
      if (lower && c >= 'A' && c <= 'Z') {
        c = (char) (c + 32);
      }
      bytes[used++] = (byte) c;
      hash = 31 * hash + c;
    }
    if (length > DocumentView.MAX_TERM_BYTES) {
      return false;
    }
    into.add(used, hash, before + 1);
    return true;
  }
}
