package io.sluice.cep.analyze;

import io.sluice.cep.event.Schema;
import io.sluice.grammar.ast.Name;

/** Columns by name. */
final class Columns {
  private static final int AMBIGUOUS = -2;

  private Columns() {}

  /** Index of the one column of this name, or a negative number. */
  static int find(Schema schema, Name name) {
    int exact = schema.indexOf(name.text());
    if (name.quoted()) {
      return exact;
    }
    int found = -1;
    for (int i = 0; i < schema.size(); i++) {
      if (schema.column(i).name().equalsIgnoreCase(name.text())) {
        if (found >= 0) {
          return exact >= 0 ? exact : AMBIGUOUS;
        }
        found = i;
      }
    }
    return found;
  }

  /** Like {@link #find}; says what is wrong where the number is negative. */
  static int require(Context ctx, Schema schema, Name name, String of) {
    int index = find(schema, name);
    if (index == AMBIGUOUS) {
      ctx.report(
          DiagnosticCode.AMBIGUOUS_NAME,
          name.span(),
          "'%s' may mean more than one column %s".formatted(name.text(), of),
          "ambiguous",
          "write the one that is meant in double quotes, spelled exactly");
    } else if (index < 0) {
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
