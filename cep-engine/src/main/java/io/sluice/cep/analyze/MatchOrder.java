package io.sluice.cep.analyze;

import io.sluice.cep.event.Schema;
import io.sluice.cep.plan.MatchPlan.SortKey;
import io.sluice.cep.plan.Plan;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.grammar.ast.MatchRecognize;
import io.sluice.grammar.ast.Query;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ORDER BY of MATCH_RECOGNIZE: time first. */
final class MatchOrder {
  private final Context ctx;
  private final Source input;

  MatchOrder(Context ctx, Source input) {
    this.ctx = ctx;
    this.input = input;
  }

  /** {@code keys} are those behind the time column; {@code timeFirst} is false without it. */
  record Order(boolean timeFirst, List<SortKey> keys, boolean failed) {}

  Order analyze(MatchRecognize clause) {
    if (input.schema() == null) {
      return new Order(true, List.of(), false);
    }
    if (clause.orderBy().isEmpty()) {
      return orderByMissing(clause);
    }
    ExpressionAnalyzer exprs =
        new ExpressionAnalyzer(
            ctx,
            new PlainScope(
                ctx, RowScope.Place.ORDER_BY, input.alias(), input.schema(), input.words()));
    var keys = new ArrayList<SortKey>();
    for (Query.SortItem item : clause.orderBy()) {
      TypedExpr key = exprs.analyze(item.expr());
      if (key != null && MatchAnalyzer.hasNoOrder(key.type())) {
        ctx.report(
            DiagnosticCode.NOT_COMPARABLE,
            item.span(),
            "%s has no order".formatted(key.type().sql()),
            key.type().sql());
      } else if (key != null) {
        keys.add(new SortKey(key, item.descending(), Boolean.TRUE.equals(item.nullsFirst())));
      }
    }
    if (keys.size() < clause.orderBy().size()) {
      return new Order(false, List.of(), true);
    }
    SortKey first = keys.getFirst();
    Query.SortItem item = clause.orderBy().getFirst();
    boolean isTime =
        first.expr() instanceof TypedExpr.Column c
            && c.index() == input.timeColumn()
            && input.timeColumn() >= 0;
    if (isTime && !first.descending()) {
      return new Order(true, List.copyOf(keys.subList(1, keys.size())), false);
    }
    if (ctx.bounded()) {
      return new Order(false, keys, false);
    }
    if (isTime) {
      ctx.report(
          DiagnosticCode.ORDER_BY_DESCENDING,
          item.span(),
          "time on a stream goes forwards only",
          "descending",
          "leave DESC out");
    } else {
      notTime(item);
    }
    return new Order(false, List.of(), true);
  }

  private Order orderByMissing(MatchRecognize clause) {
    String time = timeName();
    if (ctx.bounded() && time != null) {
      return new Order(true, List.of(), false);
    }
    if (ctx.bounded()) {
      return new Order(false, List.of(), false);
    }
    ctx.report(
        DiagnosticCode.ORDER_BY_MISSING,
        clause.pattern().span(),
        "MATCH_RECOGNIZE on a stream needs ORDER BY",
        "in which order do the rows come?",
        time == null ? noTime() : "write ORDER BY %s before MEASURES".formatted(time));
    return new Order(false, List.of(), true);
  }

  private void notTime(Query.SortItem item) {
    String time = timeName();
    var error =
        DiagnosticCode.ORDER_BY_NOT_TIME.at(
            item.span(),
            "ORDER BY must begin with the time column%s"
                .formatted(time == null ? "" : " '%s'".formatted(time)),
            "not the time column");
    ctx.report(
        time == null
            ? error.withHelp(noTime())
            : error
                .withHelp("write ORDER BY %s".formatted(time))
                .withEdit(item.span(), SqlNames.quoteIfNeeded(time)));
  }

  private @Nullable String timeName() {
    Schema schema = input.schema();
    return schema == null || input.timeColumn() < 0
        ? null
        : schema.column(input.timeColumn()).name();
  }

  private String noTime() {
    return input.plan() instanceof Plan.Scan
        ? "%s has no time column: declare one with WATERMARK FOR ts AS ts".formatted(input.words())
        : "let the query in brackets select the time column as it is";
  }
}
