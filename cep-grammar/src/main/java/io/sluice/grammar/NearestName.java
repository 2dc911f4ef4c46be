package io.sluice.grammar;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Did-you-mean: the candidate within Damerau-Levenshtein distance 2, or a third of the length, of
 * what was written.
 */
public final class NearestName {
  private NearestName() {}

  /** The nearest candidate, letter case aside; the first in order among equals. */
  public static Optional<String> to(String written, Collection<String> candidates) {
    String wanted = written.toLowerCase(Locale.ROOT);
    int allowed = allowed(wanted);
    String best = null;
    int bestDistance = allowed + 1;
    for (String candidate : candidates) {
      int distance = distance(wanted, candidate.toLowerCase(Locale.ROOT), bestDistance);
      if (distance < bestDistance) {
        bestDistance = distance;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Two slips, but fewer in a short word: FROM is no misspelling of ROW, nor A of OR. */
  private static int allowed(String written) {
    int length = written.length();
    return Math.max(Math.min(2, (length - 1) / 2), length / 3);
  }

  /**
   * Edits between two words: insert, delete, replace one letter, or swap two neighbours. Gives
   * {@code limit} when it is that or more.
   */
  static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) >= limit) {
      return limit;
    }
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      int smallest = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int edits = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          edits = Math.min(edits, beforeLast[j - 2] + 1);
        }
        row[j] = edits;
        smallest = Math.min(smallest, edits);
      }
      if (smallest >= limit) {
        return limit;
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return Math.min(last[b.length()], limit);
  }
}
