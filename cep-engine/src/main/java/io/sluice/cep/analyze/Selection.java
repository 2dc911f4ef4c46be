package io.sluice.cep.analyze;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Schema;
import io.sluice.cep.plan.MatchPlan.NamedExpr;
import io.sluice.cep.plan.Plan;
import io.sluice.cep.plan.TypedExpr;
import java.util.ArrayList;
import java.util.List;

/**
 * A query before its last projection, and the columns that it selects.
 *
 * @param input rows that the columns are computed from
 * @param timeColumn index of the selected column with the event time, or -1
 */
record Selection(
    Plan input, List<NamedExpr> columns, int timeColumn, long retainMillis, boolean matched) {

  /** The whole query; selecting just what there is needs no step of its own. */
  Plan plan() {
    return isIdentity() ? input : new Plan.Project(input, columns, outputSchema());
  }

  /** The same columns of other rows. */
  Selection from(Plan rows) {
    return new Selection(rows, columns, timeColumn, retainMillis, matched);
  }

  Schema outputSchema() {
    var out = new ArrayList<Schema.Column>();
    for (NamedExpr column : columns) {
      boolean notNull =
          column.expr() instanceof TypedExpr.Column c && input.schema().column(c.index()).notNull();
      out.add(new Schema.Column(column.name(), column.expr().type(), notNull));
    }
    return new Schema(out, false);
  }

  private boolean isIdentity() {
    Schema all = input.schema();
    if (columns.size() != all.size()) {
      return false;
    }
    for (int i = 0; i < all.size(); i++) {
      boolean same =
          columns.get(i).expr() instanceof TypedExpr.Column c
              && c.index() == i
              && columns.get(i).name().equals(all.column(i).name());
      if (!same) {
        return false;
      }
    }
    return true;
  }

  /** NULL alone has no type that a column could have: it reads as a STRING. */
  Selection withColumnTypes() {
    return new Selection(
        input,
        columns.stream()
            .map(
                c ->
                    c.expr().type() instanceof ColumnType.Null
                        ? new NamedExpr(c.name(), Coercion.to(ColumnType.STRING, c.expr()))
                        : c)
            .toList(),
        timeColumn,
        retainMillis,
        matched);
  }
}
