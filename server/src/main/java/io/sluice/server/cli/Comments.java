package io.sluice.server.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the comments of a script: {@code -- to the end of the line} and {@code /* between *}{@code
 * /}.
 */
final class Comments {
  private Comments() {}

  /** From {@code start} up to {@code end}, without the line break behind it. */
  record Comment(int start, int end) {}

  static List<Comment> in(String text) {
    List<Comment> found = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '\'' || c == '"') {
        // A doubled quote closes and opens again, which comes to the same.
        int close = text.indexOf(c, i + 1);
        i = close < 0 ? text.length() : close + 1;
      } else if (text.startsWith("--", i)) {
        int end = text.indexOf('\n', i);
        end = end < 0 ? text.length() : end;
        found.add(new Comment(i, text.charAt(end - 1) == '\r' ? end - 1 : end));
        i = end;
      } else if (text.startsWith("/*", i)) {
        int close = text.indexOf("*/", i + 2);
        int end = close < 0 ? text.length() : close + 2;
        found.add(new Comment(i, end));
        i = end;
      } else {
        i++;
      }
    }
    return found;
  }

  static int line(String text, int offset) {
    return 1 + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
  }
}
