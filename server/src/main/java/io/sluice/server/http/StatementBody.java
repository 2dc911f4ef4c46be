package io.sluice.server.http;

import io.sluice.cep.StatementException;
import io.sluice.grammar.Diagnostic;
import io.sluice.server.wire.DiagnosticJson;
import io.sluice.server.wire.ProblemCode;
import java.util.function.Supplier;

/** Calls that compile a statement: its errors go back with their places. */
final class StatementBody {
  private StatementBody() {}

  static <T> T compiling(String statement, Supplier<T> call) {
    try {
      return call.get();
    } catch (StatementException e) {
      var errors =
          e.diagnostics().stream().filter(d -> d.severity() == Diagnostic.Severity.ERROR).toList();
      String lines =
          errors.stream()
              .map(d -> Integer.toString(d.span().line()))
              .distinct()
              .reduce((a, b) -> a + ", " + b)
              .orElse("?");
      String detail =
          errors.size() == 1
              ? "1 error in line %s: %s.".formatted(lines, errors.getFirst().message())
              : "%d errors in %s %s."
                  .formatted(errors.size(), lines.contains(",") ? "lines" : "line", lines);
      throw new ApiException(
          ProblemCode.INVALID_STATEMENT
              .problem(detail)
              .withErrors(DiagnosticJson.all(e.diagnostics(), statement)));
    }
  }
}
