package io.sluice.grammar;

import io.sluice.grammar.ast.Span;
import java.util.Arrays;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * Where things stand in a text. ANTLR counts code points; editors, JSON and Java count UTF-16
 * units, and so do spans. The two differ only behind a character outside the basic plane, so the
 * table exists only for texts that hold one.
 */
final class SourceText {
  private final String text;
  private final int @Nullable [] offsetOfCodePoint;
  private final int[] lineStarts;

  SourceText(String text) {
    this.text = text;
    this.offsetOfCodePoint = offsetTable(text);
    this.lineStarts = lineStarts(text);
  }

  private static int @Nullable [] offsetTable(String text) {
    int codePoints = text.codePointCount(0, text.length());
    if (codePoints == text.length()) {
      return null;
    }
    int[] table = new int[codePoints + 1];
    int offset = 0;
    for (int i = 0; i < codePoints; i++) {
      table[i] = offset;
      offset += Character.charCount(text.codePointAt(offset));
    }
    table[codePoints] = offset;
    return table;
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean ends = c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1));
      if (ends) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, 2 * count);
        }
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  String text() {
    return text;
  }

  String text(Span span) {
    return text.substring(span.start(), span.end());
  }

  int lineCount() {
    return lineStarts.length;
  }

  /** A line without its end, counted from 1. */
  String line(int number) {
    int start = lineStarts[number - 1];
    int end = number < lineStarts.length ? lineStarts[number] : text.length();
    while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(start, end);
  }

  /** The span of a stretch given in UTF-16 units. */
  Span span(int start, int end) {
    int found = Arrays.binarySearch(lineStarts, start);
    int line = found >= 0 ? found : -found - 2;
    return new Span(start, end, line + 1, start - lineStarts[line] + 1);
  }

  Span span(Token token) {
    return span(token, token);
  }

  Span span(ParserRuleContext tree) {
    return span(tree.getStart(), tree.getStop());
  }

  /** From the first token to the last; the end of the text, or nothing read, is an empty span. */
  Span span(Token first, @Nullable Token last) {
    int start = offset(first.getStartIndex());
    if (last == null || first.getType() == Token.EOF) {
      return span(start, start);
    }
    return span(start, Math.max(start, offset(last.getStopIndex() + 1)));
  }

  private int offset(int codePoint) {
    if (offsetOfCodePoint == null) {
      return Math.min(codePoint, text.length());
    }
    return offsetOfCodePoint[Math.min(codePoint, offsetOfCodePoint.length - 1)];
  }
}
