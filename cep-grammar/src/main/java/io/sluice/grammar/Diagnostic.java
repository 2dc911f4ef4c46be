package io.sluice.grammar;

import io.sluice.grammar.ast.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing to tell the author of a statement. The text form ({@link DiagnosticText}) and the JSON
 * form are both made from it.
 *
 * @param code stable, for example {@code P1001}: P1xxx syntax, P2xxx names and types, P3xxx
 *     patterns, P4xxx streams and time, P9xxx not run by this version; W in place of P for warnings
 * @param message what is wrong, in one sentence without a full stop, user's names in single quotes
 * @param span the cause, in the text that was given
 * @param label short words under the underline
 * @param notes further lines, each starting with a word and a colon, such as {@code columns:
 *     symbol, price}
 * @param help what to do, or null
 * @param edits replacements that would repair it, safe to apply as they are
 */
public record Diagnostic(
    Severity severity,
    String code,
    String message,
    Span span,
    String label,
    List<String> notes,
    @Nullable String help,
    List<Edit> edits) {

  /** A text to put in that is longer than this is no advice, only a copy of what was given. */
  private static final int MAX_EDIT = 1_000;

  public Diagnostic {
    message = ShownText.of(message);
    label = ShownText.of(label);
    notes = notes.stream().map(ShownText::of).toList();
    help = help == null ? null : ShownText.of(help);
    edits = edits.stream().filter(edit -> edit.newText().length() <= MAX_EDIT).toList();
  }

  public static Diagnostic error(String code, String message, Span span, String label) {
    return new Diagnostic(Severity.ERROR, code, message, span, label, List.of(), null, List.of());
  }

  public static Diagnostic warning(String code, String message, Span span, String label) {
    return new Diagnostic(Severity.WARNING, code, message, span, label, List.of(), null, List.of());
  }

  public Diagnostic withHelp(String text) {
    return new Diagnostic(severity, code, message, span, label, notes, text, edits);
  }

  public Diagnostic withNotes(String... lines) {
    return new Diagnostic(severity, code, message, span, label, List.of(lines), help, edits);
  }

  public Diagnostic withEdit(Span range, String newText) {
    return new Diagnostic(
        severity, code, message, span, label, notes, help, List.of(new Edit(range, newText)));
  }

  /** Replace the text of {@code range} by {@code newText}. */
  public record Edit(Span range, String newText) {}

  public enum Severity {
    ERROR,
    WARNING,
    NOTE
  }
}
