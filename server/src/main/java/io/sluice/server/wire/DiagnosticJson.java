package io.sluice.server.wire;

import io.sluice.grammar.Diagnostic;
import io.sluice.grammar.DiagnosticText;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A diagnostic of a statement, with offsets in UTF-16 units and lines and columns from 1.
 *
 * @param endColumn column behind the last character, on the line of the start
 * @param text the whole of it as the command line prints it
 */
public record DiagnosticJson(
    String code,
    String severity,
    String message,
    String label,
    int start,
    int end,
    int line,
    int column,
    int endColumn,
    List<String> notes,
    @Nullable String help,
    List<Edit> edits,
    String text) {

  public record Edit(int start, int end, String newText) {}

  public static List<DiagnosticJson> all(List<Diagnostic> diagnostics, String statement) {
    return all(diagnostics, "statement", statement);
  }

  /**
   * @param name of the text, such as its file
   */
  public static List<DiagnosticJson> all(
      List<Diagnostic> diagnostics, String name, String statement) {
    return diagnostics.stream().map(d -> of(d, name, statement)).toList();
  }

  private static DiagnosticJson of(Diagnostic d, String name, String statement) {
    int start = Math.clamp(d.span().start(), 0, statement.length());
    int end = Math.clamp(d.span().end(), start, statement.length());
    int lineEnd = statement.indexOf('\n', start);
    int shownEnd = lineEnd >= 0 && lineEnd < end ? lineEnd : end;
    return new DiagnosticJson(
        d.code(),
        d.severity().name().toLowerCase(Locale.ROOT),
        d.message(),
        d.label(),
        start,
        end,
        d.span().line(),
        d.span().column(),
        d.span().column() + (shownEnd - start),
        d.notes(),
        d.help(),
        d.edits().stream()
            .map(e -> new Edit(e.range().start(), e.range().end(), e.newText()))
            .toList(),
        DiagnosticText.format(d, name, statement));
  }
}
