package io.sluice.percolator;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many states a regular expression is written out to, before Lucene builds it: {@code
 * (b{1000}){1000}} is eight characters and a million states. Lucene limits what determinization
 * costs; copies of copies need none.
 */
final class RegexSize {
  static final long MAX = 10_000;

  private RegexSize() {}

  static boolean isTooBig(String regex) {
    Deque<Long> outer = new ArrayDeque<>();
    long sequence = 0;
    long atom = 0;
    for (int i = 0; i < regex.length(); i++) {
      char c = regex.charAt(i);
      int close =
          switch (c) {
            case '[' -> regex.indexOf(']', i + 1);
            case '"' -> regex.indexOf('"', i + 1);
            case '{' -> regex.indexOf('}', i + 1);
            default -> i;
          };
      if (close < 0) {
        return false; // not valid: Lucene will say where
      }
      switch (c) {
        case '(' -> {
          outer.push(sequence);
          sequence = 0;
          atom = 0;
        }
        case ')' -> {
          atom = sequence;
          sequence = (outer.isEmpty() ? 0 : outer.pop()) + atom;
        }
        case '{' -> {
          long copies = mostCopies(regex.substring(i + 1, close));
          sequence += atom * Math.max(0, copies - 1);
          atom *= Math.max(1, copies);
        }
        case '*', '+', '?', '|' -> {}
        default -> {
          atom = c == '"' ? close - i : 1;
          sequence += atom;
          if (c == '\\') {
            close++;
          }
        }
      }
      i = close;
      if (sequence > MAX || atom > MAX) {
        return true;
      }
    }
    return false;
  }

  /** The larger number of {@code n}, {@code n,} or {@code n,m}. */
  private static long mostCopies(String bounds) {
    long most = 0;
    for (String bound : bounds.split(",")) {
      String digits = bound.strip();
      if (!digits.isEmpty() && digits.chars().allMatch(Character::isDigit)) {
        most = Math.max(most, digits.length() > 9 ? MAX + 1 : Long.parseLong(digits));
      }
    }
    return most;
  }
}
