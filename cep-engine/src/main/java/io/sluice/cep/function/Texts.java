package io.sluice.cep.function;

/** Texts counted in characters as people count them, not in UTF-16 units. */
final class Texts {
  /** No function makes a text longer than this. */
  static final int MAX_LENGTH = 1_000_000;

  private Texts() {}

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Characters {@code from} to {@code to}, counted from 0, the last one excluded. */
  static String slice(String text, int from, int to) {
    int start = text.offsetByCodePoints(0, from);
    return text.substring(start, text.offsetByCodePoints(start, to - from));
  }

  static int find(String text, String part) {
    int at = text.indexOf(part);
    return at < 0 ? 0 : text.codePointCount(0, at) + 1;
  }

  /** A count of characters that the text has. */
  static int bounded(long count, String text) {
    return (int) Math.max(0, Math.min(count, length(text)));
  }

  static String pad(String function, Object[] arguments, boolean left) {
    String text = (String) arguments[0];
    long size = (Long) arguments[1];
    String filling = arguments.length > 2 ? (String) arguments[2] : " ";
    if (size < 0 || filling.isEmpty()) {
      throw new ValueException(
          "%s needs a length that is not negative and something to fill with".formatted(function));
    }
    checkSize(size);
    int missing = (int) size - length(text);
    if (missing <= 0) {
      return slice(text, 0, (int) size);
    }
    String fill = slice(filling.repeat(missing / length(filling) + 1), 0, missing);
    return left ? fill + text : text + fill;
  }

  /** {@code arguments}: the text, and the characters to cut off where they are not blanks. */
  static String trim(Object[] arguments, boolean start, boolean end) {
    String text = (String) arguments[0];
    int from = 0;
    int to = text.length();
    while (start && from < to && isCut(text.codePointAt(from), arguments)) {
      from += Character.charCount(text.codePointAt(from));
    }
    while (end && from < to && isCut(text.codePointBefore(to), arguments)) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    return text.substring(from, to);
  }

  private static boolean isCut(int character, Object[] arguments) {
    return arguments.length > 1
        ? ((String) arguments[1]).indexOf(character) >= 0
        : Character.isWhitespace(character);
  }

  static String capitalized(String text) {
    var out = new StringBuilder(text.length());
    boolean first = true;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      out.appendCodePoint(first ? Character.toTitleCase(c) : Character.toLowerCase(c));
      first = !Character.isLetterOrDigit(c);
      i += Character.charCount(c);
    }
    return out.toString();
  }

  static String limited(String text) {
    checkSize(text.length());
    return text;
  }

  static void checkSize(long size) {
    if (size > MAX_LENGTH) {
      throw new ValueException(
          "a text of more than %,d characters is too long".formatted(MAX_LENGTH));
    }
  }
}
