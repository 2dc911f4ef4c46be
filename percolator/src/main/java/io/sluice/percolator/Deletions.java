package io.sluice.percolator;

/**
 * What is left of a word when up to two of its characters are taken out, as hashes. An edit costs
 * the word and the token at most one character each, swaps included, so what is left of the two
 * meets ("symmetric delete", Garbe 2012).
 */
final class Deletions {
  private static final int SEED = 0x3D000000;

  private Deletions() {}

  /** Room for the hashes of a word of so many characters. */
  static int[] room(int length) {
    return new int[1 + length * (length + 1) / 2];
  }

  /** Writes the hashes of a word without up to {@code edits} (0 to 2) characters; how many. */
  static int hashes(int[] word, int edits, int[] into) {
    int length = word.length;
    int used = 0;
    into[used++] = without(word, length, -1, -1);
    for (int i = 0; edits > 0 && i < length; i++) {
      into[used++] = without(word, length, i, -1);
      for (int j = i + 1; edits > 1 && j < length; j++) {
        into[used++] = without(word, length, i, j);
      }
    }
    return used;
  }

  private static int without(int[] word, int length, int i, int j) {
    int h = SEED;
    for (int at = 0; at < length; at++) {
      if (at != i && at != j) {
        h = 31 * h + word[at];
      }
    }
    return h;
  }
}
