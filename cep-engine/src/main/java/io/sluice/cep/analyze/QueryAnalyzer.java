package io.sluice.cep.analyze;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Schema;
import io.sluice.cep.plan.MatchPlan;
import io.sluice.cep.plan.MatchPlan.NamedExpr;
import io.sluice.cep.plan.Plan;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.Query;
import io.sluice.grammar.ast.Relation;
import io.sluice.grammar.ast.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** SELECT, FROM, WHERE, LIMIT. */
final class QueryAnalyzer {
  private final Context ctx;

  QueryAnalyzer(Context ctx) {
    this.ctx = ctx;
  }

  /** A query whose rows are called by name: an alert, a result. */
  @Nullable Plan named(Query query) {
    Selection selection = select(query);
    if (selection == null || !namesDiffer(query, selection) || !typesFit(query, selection)) {
      return null;
    }
    Plan plan = selection.withColumnTypes().plan();
    Long limit = query.limit();
    if (limit != null && !ctx.bounded()) {
      noLimit(query);
      return null;
    }
    return limit == null ? plan : new Plan.Limit(plan, limit);
  }

  /** A query in brackets behind FROM. */
  @Nullable Selection nested(Query query) {
    Selection selection = select(query);
    if (query.limit() != null) {
      noLimit(query);
      return null;
    }
    return selection == null || !namesDiffer(query, selection) || !typesFit(query, selection)
        ? null
        : selection.withColumnTypes();
  }

  /** A query whose columns go into a stream by position. */
  @Nullable Selection inserted(Query query) {
    Selection selection = select(query);
    if (query.limit() != null) {
      noLimit(query);
      return null;
    }
    return selection;
  }

  private void noLimit(Query query) {
    ctx.report(
        DiagnosticCode.LIMIT_NOT_HERE,
        ctx.lastWord("LIMIT", query.span()),
        "LIMIT ends a query, and this one does not end",
        "only for a bare SELECT",
        "leave LIMIT out");
  }

  private @Nullable Selection select(Query query) {
    boolean refused = false;
    if (!query.with().isEmpty()) {
      refused = ctx.refuses(NotYet.WITH_QUERY, query.with().getFirst().span());
      // Its names would be missed all over the query: one refusal says it.
      return null;
    }
    if (query.selects().size() > 1) {
      refused |= ctx.refuses(NotYet.UNION_ALL, query.selects().get(1).span());
    }
    Query.Emit emit = query.emit();
    if (emit != null && emit.mode() == Query.EmitMode.CHANGES) {
      refused |= ctx.refuses(NotYet.EMIT_CHANGES, emit.span());
    } else if (emit != null && emit.every() != null) {
      refused |= ctx.refuses(NotYet.EMIT_EARLY_EVERY, emit.span());
    }
    Selection selection = select(query.selects().getFirst());
    if (refused || selection == null) {
      return null;
    }
    return emit != null && emit.mode() == Query.EmitMode.EARLY ? early(selection, emit) : selection;
  }

  private @Nullable Selection early(Selection selection, Query.Emit emit) {
    Plan early = early(selection.input());
    MatchPlan match = early == null ? null : match(early);
    if (match != null && !new NumberCheck(ctx).checkEarly(match.variables())) {
      return null;
    }
    if (match != null && match.rowsPerMatch() == MatchPlan.RowsPerMatch.ONE_PER_LAST_ROW) {
      ctx.report(
          DiagnosticCode.LAST_ROW_NOT_HERE,
          emit.span(),
          "EMIT EARLY tells a match before its last row, and ONE ROW PER LAST ROW tells of last rows",
          "not with ONE ROW PER LAST ROW",
          "leave it out: rows come at once");
      return null;
    }
    if (early == null) {
      ctx.report(
          DiagnosticCode.EARLY_WITHOUT_MATCH,
          emit.span(),
          "EMIT EARLY tells a match before it is final, and this query has no MATCH_RECOGNIZE",
          "no match here",
          "leave it out: rows come at once");
      return null;
    }
    return selection.from(early);
  }

  private static @Nullable Plan early(Plan plan) {
    return switch (plan) {
      case Plan.Scan _, Plan.Merge _, Plan.StoredQueries _ -> null;
      case Plan.Match match -> new Plan.Match(match.input(), match.match().emittedEarly());
      case Plan.Filter filter -> {
        Plan input = early(filter.input());
        yield input == null ? null : new Plan.Filter(input, filter.condition());
      }
      case Plan.Project project -> {
        Plan input = early(project.input());
        yield input == null ? null : new Plan.Project(input, project.columns(), project.schema());
      }
      case Plan.Limit limit -> {
        Plan input = early(limit.input());
        yield input == null ? null : new Plan.Limit(input, limit.rows());
      }
    };
  }

  private static @Nullable MatchPlan match(Plan plan) {
    return switch (plan) {
      case Plan.Scan _, Plan.Merge _, Plan.StoredQueries _ -> null;
      case Plan.Match match -> match.match();
      case Plan.Filter filter -> match(filter.input());
      case Plan.Project project -> match(project.input());
      case Plan.Limit limit -> match(limit.input());
    };
  }

  private @Nullable Selection select(Query.Select select) {
    Relation from = select.from();
    if (from == null) {
      ctx.report(
          DiagnosticCode.NO_FROM,
          select.span(),
          "SELECT has no FROM",
          "no rows to select from",
          "name a stream: SELECT ... FROM stream");
      return null;
    }
    boolean refused = false;
    if (select.distinct()) {
      refused = ctx.refuses(NotYet.DISTINCT, select.span());
    }
    if (!select.groupBy().isEmpty()) {
      refused |=
          ctx.refuses(
              NotYet.GROUP_BY,
              select.groupBy().getFirst().span().to(select.groupBy().getLast().span()));
    } else if (select.having() != null) {
      refused |= ctx.refuses(NotYet.GROUP_BY, select.having().span());
    }
    if (!select.orderBy().isEmpty()) {
      refused |=
          ctx.refuses(
              NotYet.ORDER_BY,
              select.orderBy().getFirst().span().to(select.orderBy().getLast().span()));
    }
    Source source = new RelationAnalyzer(ctx).analyze(from);
    if (refused) {
      return null;
    }
    Expr where = select.where();
    TypedExpr condition =
        where == null ? null : exprs(source, RowScope.Place.WHERE).condition(where);
    List<NamedExpr> columns = columns(select, source);
    Plan input = source.plan();
    if (input == null || columns == null || (where != null && condition == null)) {
      return null;
    }
    if (condition != null) {
      input = new Plan.Filter(input, condition);
    }
    return new Selection(
        input,
        columns,
        timeColumn(columns, source.timeColumn()),
        source.retainMillis(),
        source.matched());
  }

  private ExpressionAnalyzer exprs(Source source, RowScope.Place place) {
    return new ExpressionAnalyzer(ctx, source.scope(ctx, place));
  }

  private static int timeColumn(List<NamedExpr> columns, int time) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).expr() instanceof TypedExpr.Column c && c.index() == time) {
        return i;
      }
    }
    return -1;
  }

  private @Nullable List<NamedExpr> columns(Query.Select select, Source source) {
    var out = new ArrayList<NamedExpr>();
    ExpressionAnalyzer exprs = exprs(source, RowScope.Place.SELECT);
    boolean complete = true;
    for (Query.SelectItem item : select.items()) {
      switch (item) {
        case Query.AllColumns all -> complete &= all(source, all.span(), out);
        case Query.AllColumnsOf all -> complete &= allOf(source, all, out);
        case Query.Column column -> {
          TypedExpr typed = exprs.analyze(column.expr());
          if (typed == null) {
            complete = false;
          } else {
            out.add(new NamedExpr(name(column, typed, out.size()), typed));
          }
        }
      }
    }
    return complete ? out : null;
  }

  private static boolean all(Source source, Span span, List<NamedExpr> out) {
    Source.Joined joined = source.joined();
    if (joined != null) {
      return add(joined.stream(), 0, span, out)
          && add(joined.table(), size(joined.stream()), span, out);
    }
    return add(source, 0, span, out);
  }

  private boolean allOf(Source source, Query.AllColumnsOf all, List<NamedExpr> out) {
    Source.Joined joined = source.joined();
    List<Source> sides = joined == null ? List.of(source) : joined.sides();
    int before = 0;
    for (Source side : sides) {
      String alias = side.alias();
      if (alias != null && all.relation().means(alias)) {
        return add(side, before, all.span(), out);
      }
      before += size(side);
    }
    ctx.reportName(
        DiagnosticCode.UNKNOWN_RELATION,
        all.relation(),
        "'%s' is no name of FROM".formatted(all.relation().text()),
        "unknown here",
        "names of FROM",
        sides.stream().map(Source::alias).filter(Objects::nonNull).toList());
    return false;
  }

  private static int size(Source side) {
    return side.schema() == null ? 0 : side.schema().size();
  }

  /**
   * @param before columns that stand before those of {@code source}
   */
  private static boolean add(Source source, int before, Span span, List<NamedExpr> out) {
    Schema schema = source.schema();
    if (schema == null) {
      return false;
    }
    for (int i = 0; i < schema.size(); i++) {
      Schema.Column column = schema.column(i);
      out.add(
          new NamedExpr(
              column.name(), new TypedExpr.Column(column.name(), before + i, column.type(), span)));
    }
    return true;
  }

  /** As declared for a plain column; a number for what has no name of its own. */
  private static String name(Query.Column column, TypedExpr typed, int position) {
    var alias = column.alias();
    if (alias != null) {
      return alias.text();
    }
    return switch (typed) {
      case TypedExpr.Column c -> c.name();
      case TypedExpr.OpenField f -> f.name();
      default -> "_col" + position;
    };
  }

  private boolean namesDiffer(Query query, Selection selection) {
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < selection.columns().size(); i++) {
      NamedExpr column = selection.columns().get(i);
      Integer before = seen.putIfAbsent(column.name().toLowerCase(Locale.ROOT), i);
      if (before != null) {
        ctx.report(
            DiagnosticCode.DUPLICATE_NAME,
            place(query, column),
            "two columns are called '%s'".formatted(column.name()),
            "the second one",
            "give one of them another name with AS");
        return false;
      }
    }
    return true;
  }

  private boolean typesFit(Query query, Selection selection) {
    for (NamedExpr column : selection.columns()) {
      if (column.expr().type() instanceof ColumnType.Interval) {
        ctx.report(
            DiagnosticCode.NOT_OUTPUT,
            place(query, column),
            "'%s' is an INTERVAL, and no column can hold one".formatted(column.name()),
            "INTERVAL",
            "write SECONDS_BETWEEN(from, to) or MILLIS_BETWEEN(from, to)");
        return false;
      }
    }
    return true;
  }

  private static Span place(Query query, NamedExpr column) {
    Span span = column.expr().span();
    for (Query.SelectItem item : query.selects().getFirst().items()) {
      if (item instanceof Query.Column c && c.expr().span().equals(span)) {
        return c.span();
      }
    }
    return span;
  }
}
