package io.sluice.grammar;

import io.sluice.grammar.ast.Span;
import java.util.Locale;

/** The text form of diagnostics: code, sentence, source line with underline, notes, help. */
public final class DiagnosticText {
  /** Longer source lines are cut around the cause. */
  private static final int MAX_WIDTH = 160;

  private static final String CUT = "...";

  private DiagnosticText() {}

  /**
   * Several lines, without a line end behind the last.
   *
   * @param sourceName what the text is called, for example {@code pattern vshape} or a file name
   * @param text the script that the spans point into
   */
  public static String format(Diagnostic diagnostic, String sourceName, String text) {
    SourceText source = new SourceText(text);
    Span span = diagnostic.span();
    StringBuilder out = new StringBuilder();
    out.append(diagnostic.severity().name().toLowerCase(Locale.ROOT))
        .append('[')
        .append(diagnostic.code())
        .append("]: ")
        .append(diagnostic.message())
        .append('\n');
    String number = Integer.toString(span.line());
    String margin = " ".repeat(number.length());
    out.append(margin).append(" --> ").append(sourceName);
    out.append(", line ").append(number).append(", column ").append(span.column()).append('\n');
    if (span.line() <= source.lineCount()) {
      String line = source.line(span.line());
      int from = Math.min(span.column() - 1, line.length());
      int to = Math.max(from, Math.min(from + span.end() - span.start(), line.length()));
      Excerpt excerpt = Excerpt.of(line, from, to);
      out.append(' ').append(margin).append(" |\n");
      out.append(' ').append(number).append(" | ").append(excerpt.line()).append('\n');
      out.append(' ').append(margin).append(" | ").append(excerpt.underline());
      if (!diagnostic.label().isEmpty()) {
        out.append(' ').append(diagnostic.label());
      }
      out.append('\n');
    }
    for (String note : diagnostic.notes()) {
      out.append(' ').append(margin).append(" = ").append(note).append('\n');
    }
    if (diagnostic.help() != null) {
      out.append(' ').append(margin).append(" = help: ").append(diagnostic.help()).append('\n');
    }
    return out.toString().stripTrailing();
  }

  /** A source line as it is shown, and the marks below it. */
  private record Excerpt(String line, String underline) {
    static Excerpt of(String line, int from, int to) {
      int start = 0;
      int end = line.length();
      if (line.length() > MAX_WIDTH) {
        start = boundary(line, Math.max(0, from - MAX_WIDTH / 3));
        end = boundary(line, Math.min(line.length(), start + MAX_WIDTH));
      }
      String before = line.substring(start, Math.min(from, end));
      String marked = line.substring(Math.min(from, end), Math.min(to, end));
      String after = line.substring(Math.min(to, end), end);
      String lead = start > 0 ? CUT : "";
      String tail = end < line.length() ? CUT : "";
      // Tabs become one blank each, and what is not shown one sign each, so that the marks stand
      // below what they mean.
      String shown = lead + clean(before + marked + after).stripTrailing() + tail;
      int indent = lead.length() + width(before);
      return new Excerpt(shown, " ".repeat(indent) + "^".repeat(Math.max(1, width(marked))));
    }

    private static int boundary(String line, int at) {
      boolean splits =
          at > 0
              && at < line.length()
              && Character.isHighSurrogate(line.charAt(at - 1))
              && Character.isLowSurrogate(line.charAt(at));
      return splits ? at - 1 : at;
    }

    private static String clean(String text) {
      StringBuilder out = new StringBuilder(text.length());
      text.codePoints()
          .map(c -> c == '\t' ? ' ' : ShownText.isHidden(c) ? ShownText.PLACEHOLDER : c)
          .forEach(out::appendCodePoint);
      return out.toString();
    }

    /** Columns of a terminal: wide characters take two, combining ones none. */
    private static int width(String text) {
      return text.codePoints().map(Excerpt::width).sum();
    }

    private static int width(int c) {
      int type = Character.getType(c);
      if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
        return 0;
      }
      boolean wide =
          (c >= 0x1100 && c <= 0x115F)
              || (c >= 0x2E80 && c <= 0xA4CF)
              || (c >= 0xAC00 && c <= 0xD7A3)
              || (c >= 0xF900 && c <= 0xFAFF)
              || (c >= 0xFE30 && c <= 0xFE6F)
              || (c >= 0xFF00 && c <= 0xFF60)
              || (c >= 0xFFE0 && c <= 0xFFE6)
              || (c >= 0x1F300 && c <= 0x1FAFF)
              || (c >= 0x20000 && c <= 0x3FFFD);
      return wide ? 2 : 1;
    }
  }
}
