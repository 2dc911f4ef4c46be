package io.sluice.cep;

import io.sluice.grammar.Diagnostic;
import io.sluice.grammar.DiagnosticText;
import java.util.List;
import java.util.stream.Collectors;

/** The text that a user gave is not valid. The message is the text form of all diagnostics. */
public final class StatementException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;

  public StatementException(List<Diagnostic> diagnostics, String sourceName, String text) {
    super(
        diagnostics.stream()
            .map(d -> DiagnosticText.format(d, sourceName, text))
            .collect(Collectors.joining("\n")),
        null,
        false,
        false);
    this.diagnostics = List.copyOf(diagnostics);
  }

  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
