package io.sluice.cep.plan;

import io.sluice.cep.event.Schema;
import io.sluice.cep.event.StreamDef;
import io.sluice.cep.plan.MatchPlan.NamedExpr;
import io.sluice.cep.plan.MatchPlan.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Plans as text, the root first: what EXPLAIN shows and golden tests compare. */
public final class PlanPrinter {
  private final StringBuilder out = new StringBuilder();

  private PlanPrinter() {}

  /** The statement, its parameters and its plan. */
  public static String print(Standing standing) {
    var printer = new PlanPrinter();
    printer.line(0, head(standing));
    for (Standing.ParameterValue p : standing.parameters()) {
      printer.line(
          1,
          "parameter %s %s = %s"
              .formatted(p.name(), p.type().sql(), ExprPrinter.literal(p.value(), p.type())));
    }
    printer.plan(standing.plan(), 1);
    return printer.out.toString();
  }

  public static String print(Plan plan) {
    var printer = new PlanPrinter();
    printer.plan(plan, 0);
    return printer.out.toString();
  }

  public static String print(TypedExpr expr) {
    return ExprPrinter.print(expr);
  }

  public static String print(StreamDef stream) {
    var printer = new PlanPrinter();
    printer.line(0, "stream " + stream.name() + (stream.schema().open() ? " (open)" : ""));
    for (Schema.Column column : stream.schema().columns()) {
      printer.line(
          1,
          "%s %s%s"
              .formatted(column.name(), column.type().sql(), column.notNull() ? " NOT NULL" : ""));
    }
    if (stream.timeColumn() >= 0) {
      printer.line(1, "time " + stream.schema().column(stream.timeColumn()).name());
    }
    if (stream.hasWatermark()) {
      printer.line(1, "watermark " + ExprPrinter.interval(stream.delayMillis()) + " behind");
    }
    if (stream.idleAfterMillis() >= 0) {
      printer.line(1, "idle after " + ExprPrinter.interval(stream.idleAfterMillis()));
    }
    if (stream.lateTo() != null) {
      printer.line(1, "late rows to " + stream.lateTo());
    }
    if (stream.retainMillis() >= 0) {
      printer.line(1, "retain " + ExprPrinter.interval(stream.retainMillis()));
    }
    return printer.out.toString();
  }

  private static String head(Standing standing) {
    String name = standing.bounded() ? "query" : "standing " + standing.name();
    return switch (standing.target()) {
      case Standing.Alerts _ -> name + " -> alerts";
      case Standing.Feed feed -> name + " -> stream " + feed.stream();
      case Standing.Result _ -> name + " -> result";
    };
  }

  private void plan(Plan plan, int depth) {
    switch (plan) {
      case Plan.Scan scan -> line(depth, "scan " + scan.stream().name());
      case Plan.Merge merge -> {
        line(depth, "merge");
        for (Plan.Merge.Input input : merge.inputs()) {
          String stream = input.stream().name();
          line(
              depth + 1,
              "scan " + stream + (input.name().equals(stream) ? "" : " as " + input.name()));
        }
      }
      case Plan.StoredQueries join -> {
        line(
            depth,
            "%sjoin by stored queries: MATCHES((%s), %s.%s)%s"
                .formatted(
                    join.left() ? "left " : "",
                    String.join(", ", join.target().names()),
                    join.table().name(),
                    join.table().schema().column(join.query()).name(),
                    join.on() == null ? "" : " AND " + ExprPrinter.print(join.on())));
        line(depth + 1, "scan " + join.stream().name());
        line(depth + 1, "table " + join.table().name());
      }
      case Plan.Filter filter -> {
        line(depth, "filter " + ExprPrinter.print(filter.condition()));
        plan(filter.input(), depth + 1);
      }
      case Plan.Project project -> {
        line(depth, "project");
        for (NamedExpr column : project.columns()) {
          line(depth + 2, named(column));
        }
        plan(project.input(), depth + 1);
      }
      case Plan.Limit limit -> {
        line(depth, "limit " + limit.rows());
        plan(limit.input(), depth + 1);
      }
      case Plan.Match match -> {
        line(depth, "match");
        match(match.match(), depth + 2);
        plan(match.input(), depth + 1);
      }
    }
  }

  private void match(MatchPlan match, int depth) {
    match.partitionBy().forEach(p -> line(depth, "partition by " + named(p)));
    var order = new ArrayList<String>();
    if (match.timeFirst()) {
      order.add("time");
    }
    match.orderBy().forEach(k -> order.add(sortKey(k)));
    line(depth, "order by " + (order.isEmpty() ? "arrival" : String.join(", ", order)));
    line(depth, "pattern " + new PatternPrinter(match.variables()).print(match));
    Long within = match.withinMillis();
    if (within != null) {
      line(depth, "within " + ExprPrinter.interval(within));
    }
    Long gap = match.gapMillis();
    if (gap != null) {
      line(depth, "gap " + ExprPrinter.interval(gap));
    }
    line(depth, "rows " + rows(match));
    if (match.early()) {
      line(depth, "emit early");
    }
    line(depth, "after match " + skip(match.skip()));
    for (MatchPlan.Variable variable : match.variables()) {
      TypedExpr condition = variable.condition();
      line(
          depth,
          "define %s as %s"
              .formatted(
                  variable.name(), condition == null ? "any row" : ExprPrinter.print(condition)));
    }
    match.measures().forEach(m -> line(depth, "measure " + named(m)));
  }

  private static String rows(MatchPlan match) {
    String rows =
        switch (match.rowsPerMatch()) {
          case ONE -> "one";
          case ALL_SHOW_EMPTY -> "all";
          case ALL_OMIT_EMPTY -> "all, no empty matches";
          case ALL_WITH_UNMATCHED -> "all, unmatched too";
          case ONE_PER_LAST_ROW -> "one per last row";
        };
    return match.timeoutRows() ? rows + ", timeouts too" : rows;
  }

  private static String skip(MatchPlan.Skip skip) {
    return switch (skip.mode()) {
      case PAST_LAST_ROW -> "skip past last row";
      case TO_NEXT_ROW -> "skip to next row";
      case TO_FIRST -> "skip to first " + skip.target().name();
      case TO_LAST -> "skip to last " + skip.target().name();
      case NO_SKIP ->
          skip.perRow() == 0 ? "no skip" : "no skip, limit " + skip.perRow() + " per row";
    };
  }

  private static String sortKey(SortKey key) {
    return ExprPrinter.print(key.expr())
        + (key.descending() ? " desc" : "")
        + (key.nullsFirst() ? " nulls first" : "");
  }

  private static String named(NamedExpr column) {
    return "%s %s = %s"
        .formatted(column.name(), column.expr().type().sql(), ExprPrinter.print(column.expr()));
  }

  private void line(int depth, String text) {
    out.append("  ".repeat(depth)).append(text).append('\n');
  }

  /** For tests and messages: columns of a schema in one line. */
  public static String print(Schema schema) {
    List<Schema.Column> columns = schema.columns();
    return columns.stream()
        .map(c -> c.name() + " " + c.type().sql())
        .collect(Collectors.joining(", "));
  }
}
