package io.sluice.grammar;

/**
 * Words of a message as they may be shown: what a user wrote can be of any length, and can hold
 * characters that nobody sees or that turn the line around.
 */
final class ShownText {
  /** Stands in a source line for a character that is not shown. */
  static final char PLACEHOLDER = '\uFFFD';

  private static final int MAX_WORD = 60;
  private static final int KEPT = 40;
  private static final int MAX_TEXT = 1_000;
  private static final String CUT = "...";

  private ShownText() {}

  static String of(String text) {
    String cut = cutWords(cutQuoted(text));
    return named(cut.length() <= MAX_TEXT ? cut : head(cut, MAX_TEXT) + CUT);
  }

  /** Controls, marks without width, and marks that change the direction of reading. */
  static boolean isHidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  /** For example {@code U+202E}. */
  static String name(int c) {
    return "U+%04X".formatted(c);
  }

  private static String named(String text) {
    if (text.codePoints().noneMatch(ShownText::isHidden)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\n' || c == '\r' || c == '\t') {
                out.append(' ');
              } else if (isHidden(c)) {
                out.append(name(c));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }

  /** What stands in quotes; a quote behind a letter is an apostrophe. */
  private static String cutQuoted(String text) {
    StringBuilder out = new StringBuilder();
    int from = 0;
    int open = text.indexOf('\'');
    while (open >= 0) {
      boolean opens = open == 0 || !Character.isLetterOrDigit(text.charAt(open - 1));
      int close = opens ? text.indexOf('\'', open + 1) : open;
      if (close < 0) {
        break;
      }
      if (close - open > MAX_WORD + 1) {
        out.append(text, from, open + 1).append(head(text.substring(open + 1), KEPT)).append(CUT);
        from = close;
      }
      open = text.indexOf('\'', close + 1);
    }
    return from == 0 ? text : out.append(text, from, text.length()).toString();
  }

  private static String cutWords(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && text.charAt(end) != ' ') {
        end++;
      }
      out.append(word(text.substring(at, end)));
      if (end < text.length()) {
        out.append(' ');
      }
      at = end + 1;
    }
    return out.toString();
  }

  /** A long word keeps its end as well, where quotes and brackets are closed. */
  private static String word(String word) {
    if (word.length() <= MAX_WORD) {
      return word;
    }
    int end = word.length();
    while (end > word.length() - 4 && !Character.isLetterOrDigit(word.codePointBefore(end))) {
      end--;
    }
    String rest = word.startsWith(CUT, end) ? "" : word.substring(end);
    return head(word, KEPT) + CUT + rest;
  }

  /** Not more than so many units, without the half of a character. */
  private static String head(String text, int length) {
    int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    return text.substring(0, end);
  }
}
