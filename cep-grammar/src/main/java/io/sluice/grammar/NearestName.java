package io.sluice.grammar;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Did-you-mean: the candidate within Damerau-Levenshtein distance 2, or a third of the length, of
 * what was written.
 */
public final class NearestName {
  private NearestName() {}

  /** Below this length a slip leaves so little that at least the first letter must be right. */
  private static final int SHORT = 5;

  /** The nearest candidate, letter case aside; the first in order among equals. */
  public static Optional<String> to(String written, Collection<String> candidates) {
    int length = written.length();
    List<String> alike =
        length >= SHORT
            ? List.copyOf(candidates)
            : candidates.stream().filter(c -> beginsAlike(written, c)).toList();
    return nearest(written, alike, Math.max(Math.min(2, length / 2), length / 3));
  }

  /**
   * Stricter, for words of the language, of which there are many short ones: FROM is no misspelling
   * of ROW, nor A of OR.
   */
  static Optional<String> word(String written, Collection<String> candidates) {
    int length = written.length();
    return nearest(written, candidates, Math.max(Math.min(2, (length - 1) / 2), length / 3));
  }

  private static boolean beginsAlike(String written, String candidate) {
    return !candidate.isEmpty()
        && !written.isEmpty()
        && Character.toLowerCase(candidate.charAt(0)) == Character.toLowerCase(written.charAt(0));
  }

  private static Optional<String> nearest(
      String written, Collection<String> candidates, int allowed) {
    String wanted = written.toLowerCase(Locale.ROOT);
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
