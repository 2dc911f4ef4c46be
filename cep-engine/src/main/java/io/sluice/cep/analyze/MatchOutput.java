package io.sluice.cep.analyze;

import io.sluice.cep.event.Schema;
import io.sluice.cep.plan.MatchPlan;
import io.sluice.cep.plan.MatchPlan.NamedExpr;
import io.sluice.cep.plan.MatchPlan.SortKey;
import io.sluice.cep.plan.TypedExpr;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns that MATCH_RECOGNIZE gives, in ISO's order: partition columns, for all rows the
 * ordering columns, measures, for all rows what is left of the input.
 */
final class MatchOutput {
  private MatchOutput() {}

  static Schema of(
      List<NamedExpr> partition,
      MatchOrder.Order order,
      List<NamedExpr> measures,
      MatchPlan.RowsPerMatch rows,
      Source input,
      Schema in) {
    var out = new ArrayList<Schema.Column>();
    partition.forEach(p -> out.add(new Schema.Column(p.name(), p.expr().type(), false)));
    boolean all =
        rows != MatchPlan.RowsPerMatch.ONE && rows != MatchPlan.RowsPerMatch.ONE_PER_LAST_ROW;
    if (all) {
      ordering(order, input).forEach(i -> out.add(in.column(i)));
    }
    measures.forEach(m -> out.add(new Schema.Column(m.name(), m.expr().type(), false)));
    if (all) {
      for (int i = 0; i < in.size(); i++) {
        String name = in.column(i).name();
        if (out.stream().noneMatch(c -> c.name().equalsIgnoreCase(name))) {
          out.add(in.column(i));
        }
      }
    }
    return new Schema(out, false);
  }

  private static List<Integer> ordering(MatchOrder.Order order, Source input) {
    var ordering = new ArrayList<Integer>();
    if (order.timeFirst() && input.timeColumn() >= 0) {
      ordering.add(input.timeColumn());
    }
    for (SortKey key : order.keys()) {
      if (key.expr() instanceof TypedExpr.Column c && !ordering.contains(c.index())) {
        ordering.add(c.index());
      }
    }
    return ordering;
  }
}
