package io.sluice.cep;

import io.sluice.cep.plan.Catalog;
import io.sluice.grammar.Diagnostic;
import java.util.List;

/**
 * A script after parsing and analysis.
 *
 * @param statements those without an error, in order
 * @param diagnostics errors and warnings of syntax and meaning, in the order of the text
 * @param catalog the catalog after the script
 */
public record CompileResult(
    String text, List<Compiled> statements, List<Diagnostic> diagnostics, Catalog catalog) {
  public boolean isValid() {
    return diagnostics.stream().noneMatch(d -> d.severity() == Diagnostic.Severity.ERROR);
  }
}
