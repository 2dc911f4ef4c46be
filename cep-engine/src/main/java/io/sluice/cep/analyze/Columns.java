package io.sluice.cep.analyze;

import io.sluice.cep.event.Schema;
import io.sluice.grammar.NearestName;
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
    String foreign = index < 0 ? ForeignNames.helpForColumn(name.text()) : null;
    if (foreign != null) {
      ctx.report(
          DiagnosticCode.UNKNOWN_COLUMN,
          name.span(),
          "unknown column '%s' %s".formatted(name.text(), of),
          "no such column",
          foreign);
    } else if (index < 0
        && name.quoted()
        && NearestName.to(name.text(), schema.names()).isEmpty()) {
      String text = "'%s'".formatted(name.text().replace("'", "''"));
      ctx.report(
          DiagnosticCode.UNKNOWN_COLUMN
              .at(
                  name.span(),
                  "unknown column \"%s\" %s".formatted(name.text(), of),
                  "double quotes are for names")
              .withNotes("columns: " + Context.shortList(schema.names()))
              .withHelp("if a text was meant, write it in single quotes: " + text)
              .withEdit(name.span(), text));
    } else if (index < 0
        && of.endsWith(MatchAnalyzer.ROWS)
        && NearestName.to(name.text(), schema.names()).isEmpty()) {
      ctx.report(
          DiagnosticCode.UNKNOWN_COLUMN
              .at(
                  name.span(),
                  "unknown column '%s' %s".formatted(name.text(), of),
                  "no such column")
              .withNotes("columns: " + Context.shortList(schema.names()))
              .withHelp(
                  "a match gives the columns of PARTITION BY and the measures: write LAST(%s) AS %s in MEASURES"
                      .formatted(name.text(), name.text())));
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
