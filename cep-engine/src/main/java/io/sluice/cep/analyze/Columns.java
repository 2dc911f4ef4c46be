package io.sluice.cep.analyze;

import io.sluice.cep.event.Schema;
import io.sluice.grammar.ast.Name;

/** Columns by name. */
final class Columns {
  private Columns() {}

  /** Index of the column of this name, or -1. */
  static int find(Schema schema, Name name) {
    int exact = schema.indexOf(name.text());
    return exact >= 0 || name.quoted() ? exact : schema.indexOfIgnoreCase(name.text());
  }

  /** Like {@link #find}; says so where there is none. */
  static int require(Context ctx, Schema schema, Name name, String of) {
    int index = find(schema, name);
    if (index < 0) {
      ctx.reportName(
          DiagnosticCode.UNKNOWN_COLUMN,
          name,
          "unknown column '%s' %s".formatted(name.text(), of),
          "no such column",
          "columns",
          schema.names());
    }
    return index;
  }
}
