package io.sluice.percolator;

import java.util.Arrays;

/**
 * A pattern of a field with the piece of text that fitting tokens have.
 *
 * @param proof what it takes to know that a token fits, once it has the pattern's key
 * @param text where the piece is, from and to
 * @param gram where in the text the stretch is that {@link Grams} knows
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Sought(
    TokenPattern pattern, int predicate, Proof proof, byte[] text, int from, int to, int gram) {
  enum Proof {
    /** The token begins with the piece. */
    BEGINS,
    /** The token ends with the piece. */
    ENDS,
    /** The piece stands in the token. */
    STANDS,
    /** The piece stands in the token, and the pattern says so. */
    STANDS_AND_ASK,
    /** As before, but letter case of ASCII does not matter to the piece. */
    STANDS_IN_ANY_CASE_AND_ASK,
    /** The pattern says so. */
    ASK
  }

  private static final byte[] NONE = {};

  /** A pattern that has to be asked. */
  static Sought asked(TokenPattern pattern, int predicate) {
    return new Sought(pattern, predicate, Proof.ASK, NONE, 0, 0, 0);
  }

  /**
   * Whether the piece stands where it has to.
   *
   * @param at where the stretch was found
   */
  boolean hasPiece(byte[] bytes, int at, int begin, int end) {
    return switch (proof) {
      case BEGINS -> isThere(bytes, begin, begin, end);
      case ENDS -> isThere(bytes, end - (to - from), begin, end);
      case STANDS, STANDS_AND_ASK -> isThere(bytes, at - (gram - from), begin, end);
      case STANDS_IN_ANY_CASE_AND_ASK -> isThereInAnyCase(bytes, at - (gram - from), begin, end);
      case ASK -> true;
    };
  }

  /** Whether the pattern is to be asked where the piece is there. */
  boolean isOpen() {
    return switch (proof) {
      case BEGINS, ENDS, STANDS -> false;
      case STANDS_AND_ASK, STANDS_IN_ANY_CASE_AND_ASK, ASK -> true;
    };
  }

  private boolean isThereInAnyCase(byte[] bytes, int start, int begin, int end) {
    int length = to - from;
    if (start < begin || start + length > end) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (lower(text[from + i]) != lower(bytes[start + i])) {
        return false;
      }
    }
    return true;
  }

  private static int lower(byte b) {
    return b >= 'A' && b <= 'Z' ? b + 32 : b;
  }

  private boolean isThere(byte[] bytes, int start, int begin, int end) {
    int stop = start + (to - from);
    return start >= begin && stop <= end && Arrays.equals(text, from, to, bytes, start, stop);
  }
}
