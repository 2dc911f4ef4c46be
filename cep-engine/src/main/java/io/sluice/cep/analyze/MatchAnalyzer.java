package io.sluice.cep.analyze;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Schema;
import io.sluice.cep.plan.MatchPlan;
import io.sluice.cep.plan.MatchPlan.NamedExpr;
import io.sluice.cep.plan.MatchPlan.Skip;
import io.sluice.cep.plan.PatternPlan;
import io.sluice.cep.plan.Plan;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.grammar.ast.MatchRecognize;
import io.sluice.grammar.ast.Name;
import io.sluice.grammar.ast.Span;
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
    MatchOrder.Order order = new MatchOrder(ctx, input).analyze(clause);
    // The pattern first: it says which variables there are.
    PatternTranslator translator = new PatternTranslator(ctx, variables);
    PatternPlan pattern = translator.translate(clause.pattern());
    failed |= pattern == null;
    subsets(clause);
    DefineAnalyzer define = new DefineAnalyzer(ctx, input, merge, variables);
    define.findStrangers(clause.definitions());
    define.findStreams(clause.definitions());
    MatchPlan.RowsPerMatch rows = rowsPerMatch(clause, translator.exclusionSpan());
    List<NamedExpr> measures = measures(clause, rows);
    boolean timeouts = clause.rowsPerMatch() != null && clause.rowsPerMatch().timeouts();
    BoundCheck bounds = new BoundCheck(ctx, clause, input);
    Long within = bounds.positive(clause.within(), "WITHIN");
    Long gap = bounds.positive(clause.gap(), "GAP");
    Skip skip = pattern == null ? null : new SkipAnalyzer(ctx, variables, pattern).analyze(clause);
    List<MatchPlan.Variable> conditions = define.analyze(clause.definitions());
    if (pattern != null && conditions != null) {
      new LaterVariables(ctx, conditions, pattern).check(variables.negated());
    }
    if (pattern != null && measures != null && rows == MatchPlan.RowsPerMatch.ONE) {
      new AbsentVariables(ctx, pattern).check(measures);
    }
    if (pattern != null && skip != null) {
      var lastRow = new LastRowAnalyzer(ctx, clause);
      failed |= !lastRow.check(pattern, translator.trailingSpan(), skip, rows);
    }
    if (conditions != null && skip != null) {
      failed |= !new NumberCheck(ctx).check(conditions, skip, translator.leadingNot());
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
            false,
            skip,
            MatchOutput.of(partition, order, measures, rows, input, schema));
    return new Source(
        new Plan.Match(plan, match), match.output(), null, ROWS, -1, input.retainMillis(), true);
  }

  // ---- PARTITION BY ----

  private @Nullable List<NamedExpr> partitionBy(MatchRecognize clause) {
    var out = new ArrayList<NamedExpr>();
    ExpressionAnalyzer exprs = inputExprs(RowScope.Place.PARTITION_BY);
    for (MatchRecognize.PartitionItem item : clause.partitionBy()) {
      TypedExpr key = key(item, exprs);
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

  private @Nullable TypedExpr key(MatchRecognize.PartitionItem item, ExpressionAnalyzer exprs) {
    if (!(input.plan() instanceof Plan.Merge merge)) {
      return exprs.analyze(item.expr());
    }
    var keys = new MergeKeys(ctx, merge);
    if (keys.isLink(item.expr())) {
      return keys.link(item.expr());
    }
    TypedExpr key = exprs.analyze(item.expr());
    return key == null || keys.everywhere(key, item.span()) ? key : null;
  }

  static boolean hasNoOrder(ColumnType type) {
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

  private @Nullable List<NamedExpr> measures(
      MatchRecognize clause, MatchPlan.RowsPerMatch rowsPerMatch) {
    boolean ofAll = rowsPerMatch == MatchPlan.RowsPerMatch.ONE_PER_LAST_ROW;
    var out = new ArrayList<NamedExpr>();
    MatchScope scope =
        new MatchScope(
            ctx,
            RowScope.Place.MEASURES,
            input.schema(),
            input.words(),
            variables,
            -1,
            ofAll ? new MatchScope.Totals() : null);
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
    boolean fine =
        out.size() == clause.measures().size()
            && (!ofAll || new LastRowAnalyzer(ctx, clause).check(out));
    return fine ? out : null;
  }

  private MatchPlan.RowsPerMatch rowsPerMatch(MatchRecognize clause, @Nullable Span exclusion) {
    MatchRecognize.RowsPerMatch rows = clause.rowsPerMatch();
    if (rows == null || rows.kind() == MatchRecognize.RowsKind.ONE_PER_MATCH) {
      return MatchPlan.RowsPerMatch.ONE;
    }
    if (rows.kind() == MatchRecognize.RowsKind.ONE_PER_LAST_ROW) {
      return MatchPlan.RowsPerMatch.ONE_PER_LAST_ROW;
    }
    return switch (rows.empty()) {
      case OMIT -> MatchPlan.RowsPerMatch.ALL_OMIT_EMPTY;
      case WITH_UNMATCHED_ROWS -> {
        failed |= hidesRows(exclusion);
        yield MatchPlan.RowsPerMatch.ALL_WITH_UNMATCHED;
      }
      case SHOW -> MatchPlan.RowsPerMatch.ALL_SHOW_EMPTY;
      case null -> MatchPlan.RowsPerMatch.ALL_SHOW_EMPTY;
    };
  }

  /** ISO: a row inside {@code {- -}} is neither shown nor unmatched. */
  private boolean hidesRows(@Nullable Span exclusion) {
    if (exclusion == null) {
      return false;
    }
    ctx.report(
        DiagnosticCode.EXCLUSION_NOT_HERE,
        exclusion,
        "WITH UNMATCHED ROWS shows every row, and {- -} leaves rows of the match out",
        "left out",
        "leave the brackets out, or write ALL ROWS PER MATCH");
    return true;
  }
}
