package io.sluice.grammar;

import io.sluice.grammar.ast.Script;
import java.util.List;

/**
 * What a text turned out to be.
 *
 * @param script the statements that could be read, in order; those with a syntax error are left out
 * @param diagnostics syntax errors and hints, in the order of the text
 */
public record ParseResult(Script script, List<Diagnostic> diagnostics) {
  public boolean isValid() {
    return diagnostics.stream().noneMatch(d -> d.severity() == Diagnostic.Severity.ERROR);
  }
}
