package io.sluice.cep.analyze;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Schema;
import io.sluice.cep.plan.MatchPlan;
import io.sluice.cep.plan.MatchPlan.NamedExpr;
import io.sluice.cep.plan.MatchPlan.Skip;
import io.sluice.cep.plan.MatchPlan.SortKey;
import io.sluice.cep.plan.PatternPlan;
import io.sluice.cep.plan.Plan;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.grammar.ast.MatchRecognize;
import io.sluice.grammar.ast.Name;
import io.sluice.grammar.ast.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** MATCH_RECOGNIZE, clause by clause. */
final class MatchAnalyzer {
  static final String ROWS = "the rows of MATCH_RECOGNIZE";

  private final Context ctx;
  private final Source input;
  private final boolean merge;
  private final Variables variables = new Variables();
  private final Map<String, Name> outputNames = new HashMap<>();
  private boolean failed;

  /** {@code input} may be unknown; then names of columns are not looked at. */
  MatchAnalyzer(Context ctx, Source input, boolean merge) {
    this.ctx = ctx;
    this.input = input;
    this.merge = merge;
  }

  Source analyze(MatchRecognize clause) {
    List<NamedExpr> partition = partitionBy(clause);
    Order order = orderBy(clause);
    // The pattern first: it says which variables there are.
    PatternTranslator translator = new PatternTranslator(ctx, variables);
    PatternPlan pattern = translator.translate(clause.pattern());
    failed |= pattern == null;
    subsets(clause);
    DefineAnalyzer define = new DefineAnalyzer(ctx, input, merge, variables);
    define.findStrangers(clause.definitions());
    List<NamedExpr> measures = measures(clause);
    MatchPlan.RowsPerMatch rows = rowsPerMatch(clause);
    boolean timeouts = clause.rowsPerMatch() != null && clause.rowsPerMatch().timeouts();
    if (timeouts) {
      failed |= ctx.refuses(NotYet.TIMEOUT_ROWS, clause.rowsPerMatch().span());
    }
    BoundCheck bounds = new BoundCheck(ctx, clause, input);
    Long within = bounds.positive(clause.within(), "WITHIN");
    Long gap = bounds.positive(clause.gap(), "GAP");
    Skip skip = pattern == null ? null : new SkipAnalyzer(ctx, variables, pattern).analyze(clause);
    List<MatchPlan.Variable> conditions = define.analyze(clause.definitions());
    if (pattern != null && conditions != null) {
      new LaterVariables(ctx, conditions, pattern).check(variables.negated());
    }
    boolean bounded =
        pattern != null
            && skip != null
            && bounds.check(translator, pattern, skip, order.timeFirst());
    Plan plan = input.plan();
    Schema schema = input.schema();
    if (failed
        || plan == null
        || schema == null
        || partition == null
        || measures == null
        || conditions == null
        || pattern == null
        || skip == null
        || !bounded
        || !bounds.isValid()
        || order.failed()) {
      return Source.unknown(null);
    }
    MatchPlan match =
        new MatchPlan(
            partition,
            order.timeFirst(),
            order.keys(),
            conditions,
            pattern,
            translator.leadingNot(),
            translator.trailingNot(),
            within,
            gap,
            measures,
            rows,
            timeouts,
            skip,
            output(partition, order, measures, rows, schema));
    return new Source(
        new Plan.Match(plan, match), match.output(), null, ROWS, -1, input.retainMillis(), true);
  }

  // ---- PARTITION BY ----

  private @Nullable List<NamedExpr> partitionBy(MatchRecognize clause) {
    var out = new ArrayList<NamedExpr>();
    ExpressionAnalyzer exprs = inputExprs(RowScope.Place.PARTITION_BY);
    for (MatchRecognize.PartitionItem item : clause.partitionBy()) {
      TypedExpr key = exprs.analyze(item.expr());
      if (key == null) {
        continue;
      }
      Name alias = item.alias();
      String name =
          alias != null ? alias.text() : key instanceof TypedExpr.Column c ? c.name() : null;
      if (name == null) {
        ctx.report(
            DiagnosticCode.NEEDS_NAME,
            item.span(),
            "PARTITION BY needs a name for '%s'".formatted(ctx.excerpt(item.span())),
            "no name",
            "write %s AS name".formatted(ctx.excerpt(item.span())));
      } else if (hasNoOrder(key.type())) {
        ctx.report(
            DiagnosticCode.NOT_OUTPUT,
            item.span(),
            "PARTITION BY takes single values, and this is %s".formatted(key.type().sql()),
            key.type().sql());
      } else if (isNewName(alias == null ? new Name(name, false, item.span()) : alias, name)) {
        out.add(new NamedExpr(name, key));
      }
    }
    return out.size() == clause.partitionBy().size() ? out : null;
  }

  private static boolean hasNoOrder(ColumnType type) {
    return type instanceof ColumnType.ArrayOf
        || type instanceof ColumnType.MapOf
        || type instanceof ColumnType.Interval;
  }

  private boolean isNewName(Name written, String name) {
    if (outputNames.putIfAbsent(name.toLowerCase(Locale.ROOT), written) == null) {
      return true;
    }
    ctx.report(
        DiagnosticCode.DUPLICATE_NAME,
        written.span(),
        "two columns of the match are called '%s'".formatted(name),
        "the second one",
        "give it another name with AS");
    return false;
  }

  private ExpressionAnalyzer inputExprs(RowScope.Place place) {
    return new ExpressionAnalyzer(
        ctx, new PlainScope(ctx, place, input.alias(), input.schema(), input.words()));
  }

  // ---- ORDER BY ----

  /** {@code keys} are those behind the time column; {@code timeFirst} is false without it. */
  private record Order(boolean timeFirst, List<SortKey> keys, boolean failed) {}

  private Order orderBy(MatchRecognize clause) {
    if (input.schema() == null) {
      return new Order(true, List.of(), false);
    }
    if (clause.orderBy().isEmpty()) {
      return orderByMissing(clause);
    }
    ExpressionAnalyzer exprs = inputExprs(RowScope.Place.ORDER_BY);
    var keys = new ArrayList<SortKey>();
    for (Query.SortItem item : clause.orderBy()) {
      TypedExpr key = exprs.analyze(item.expr());
      if (key != null && hasNoOrder(key.type())) {
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

  // ---- SUBSET, MEASURES, rows ----

  private void subsets(MatchRecognize clause) {
    for (MatchRecognize.Subset subset : clause.subsets()) {
      var members = new ArrayList<Integer>();
      for (Name member : subset.members()) {
        int index = variables.indexOf(member);
        if (index < 0) {
          failed = true;
          ctx.reportName(
              DiagnosticCode.UNKNOWN_VARIABLE,
              member,
              "unknown variable '%s' in SUBSET".formatted(member.text()),
              "not in PATTERN",
              "variables",
              variables.names());
        } else {
          members.add(index);
        }
      }
      if (variables.find(subset.name()) != null) {
        failed = true;
        ctx.report(
            DiagnosticCode.DEFINED_TWICE,
            subset.name().span(),
            "there is already a variable '%s'".formatted(subset.name().text()),
            "taken",
            "give the SUBSET another name");
      } else {
        variables.addSubset(subset.name().text(), members);
      }
    }
  }

  private @Nullable List<NamedExpr> measures(MatchRecognize clause) {
    var out = new ArrayList<NamedExpr>();
    MatchScope scope =
        new MatchScope(ctx, RowScope.Place.MEASURES, input.schema(), input.words(), variables, -1);
    for (MatchRecognize.Measure measure : clause.measures()) {
      TypedExpr value = new ExpressionAnalyzer(ctx, scope).analyze(measure.expr());
      boolean isNew = isNewName(measure.name(), measure.name().text());
      if (value == null || !isNew) {
        continue;
      }
      if (value.type() instanceof ColumnType.Interval) {
        ctx.report(
            DiagnosticCode.NOT_OUTPUT,
            measure.span(),
            "'%s' is an INTERVAL, and no column can hold one".formatted(measure.name().text()),
            "INTERVAL",
            "write SECONDS_BETWEEN(from, to) or MILLIS_BETWEEN(from, to)");
        continue;
      }
      if (value.type() instanceof ColumnType.Null) {
        value = Coercion.to(ColumnType.STRING, value);
      }
      out.add(new NamedExpr(measure.name().text(), value));
    }
    return out.size() == clause.measures().size() ? out : null;
  }

  private MatchPlan.RowsPerMatch rowsPerMatch(MatchRecognize clause) {
    MatchRecognize.RowsPerMatch rows = clause.rowsPerMatch();
    if (rows == null || !rows.allRows()) {
      return MatchPlan.RowsPerMatch.ONE;
    }
    return switch (rows.empty()) {
      case OMIT -> MatchPlan.RowsPerMatch.ALL_OMIT_EMPTY;
      case WITH_UNMATCHED_ROWS -> {
        failed |= ctx.refuses(NotYet.UNMATCHED_ROWS, rows.span());
        yield MatchPlan.RowsPerMatch.ALL_WITH_UNMATCHED;
      }
      case SHOW -> MatchPlan.RowsPerMatch.ALL_SHOW_EMPTY;
      case null -> MatchPlan.RowsPerMatch.ALL_SHOW_EMPTY;
    };
  }

  /**
   * ISO's order: partition columns, for all rows the ordering columns, measures, for all rows what
   * is left of the input.
   */
  private Schema output(
      List<NamedExpr> partition,
      Order order,
      List<NamedExpr> measures,
      MatchPlan.RowsPerMatch rows,
      Schema in) {
    var out = new ArrayList<Schema.Column>();
    partition.forEach(p -> out.add(new Schema.Column(p.name(), p.expr().type(), false)));
    boolean all = rows != MatchPlan.RowsPerMatch.ONE;
    var ordering = new ArrayList<Integer>();
    if (all && order.timeFirst() && input.timeColumn() >= 0) {
      ordering.add(input.timeColumn());
    }
    if (all) {
      for (SortKey key : order.keys()) {
        if (key.expr() instanceof TypedExpr.Column c && !ordering.contains(c.index())) {
          ordering.add(c.index());
        }
      }
    }
    ordering.forEach(i -> out.add(in.column(i)));
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
}
