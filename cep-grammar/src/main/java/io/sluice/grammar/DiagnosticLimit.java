package io.sluice.grammar;

import io.sluice.grammar.Diagnostic.Severity;
import java.util.ArrayList;
import java.util.List;

/** Not more diagnostics of a script than somebody reads; the last one says how many more. */
public final class DiagnosticLimit {
  /** Errors that are shown, and as many warnings. */
  public static final int SHOWN = 100;

  private DiagnosticLimit() {}

  /**
   * @param diagnostics in the order of the text
   */
  public static List<Diagnostic> of(List<Diagnostic> diagnostics) {
    List<Diagnostic> shown = new ArrayList<>();
    List<Diagnostic> hiddenErrors = new ArrayList<>();
    List<Diagnostic> hiddenWarnings = new ArrayList<>();
    Diagnostic unread = null;
    int errors = 0;
    int others = 0;
    for (Diagnostic diagnostic : diagnostics) {
      boolean error = diagnostic.severity() == Severity.ERROR;
      if (diagnostic.code().equals(SyntaxCode.TOO_MANY.code())) {
        unread = diagnostic;
      } else if (error && errors++ >= SHOWN) {
        hiddenErrors.add(diagnostic);
      } else if (!error && others++ >= SHOWN) {
        hiddenWarnings.add(diagnostic);
      } else {
        shown.add(diagnostic);
      }
    }
    if (!hiddenWarnings.isEmpty()) {
      shown.add(rest(Severity.WARNING, hiddenWarnings, "", "warning"));
    }
    if (!hiddenErrors.isEmpty()) {
      shown.add(rest(Severity.ERROR, hiddenErrors, unread == null ? "" : "at least ", "error"));
    } else if (unread != null) {
      shown.add(unread);
    }
    return List.copyOf(shown);
  }

  private static Diagnostic rest(
      Severity severity, List<Diagnostic> hidden, String more, String noun) {
    int count = hidden.size();
    return new Diagnostic(
        severity,
        SyntaxCode.TOO_MANY.code(),
        "%s%d more %s not shown".formatted(more, count, noun + (count == 1 ? " is" : "s are")),
        hidden.getFirst().span(),
        "the first of them",
        List.of(),
        "repair the ones above first",
        List.of());
  }
}
