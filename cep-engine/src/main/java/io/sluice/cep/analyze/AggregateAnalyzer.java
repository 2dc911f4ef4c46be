package io.sluice.cep.analyze;

import io.sluice.cep.event.Schema;
import io.sluice.cep.function.AggregateFunction;
import io.sluice.cep.function.ScalarFunction;
import io.sluice.cep.navigation.RowSet;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.Name;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Aggregates over the rows of a match. */
final class AggregateAnalyzer {
  private static final Set<String> OVER_MATCHES = Set.of("COUNT", "SUM", "AVG", "MIN", "MAX");

  private final CallAnalyzer calls;
  private final ExpressionAnalyzer exprs;
  private final Context ctx;
  private final RowScope rows;
  private final NavigationAnalyzer navigation;

  AggregateAnalyzer(CallAnalyzer calls, ExpressionAnalyzer exprs, NavigationAnalyzer navigation) {
    this.calls = calls;
    this.exprs = exprs;
    this.ctx = exprs.ctx;
    this.rows = exprs.rows;
    this.navigation = navigation;
  }

  @Nullable TypedExpr analyze(Expr.Call call, AggregateFunction function) {
    if (!rows.place().isMatch()) {
      if (rows.place() == RowScope.Place.SELECT) {
        return exprs.refused(NotYet.GROUP_BY, call.span());
      }
      ctx.report(
          DiagnosticCode.AGGREGATE_NOT_HERE,
          call.span(),
          "%s is over many rows, and %s looks at one"
              .formatted(function.name(), rows.place().words()),
          "no aggregate here");
      return null;
    }
    RowsOfCall outer = exprs.inside;
    if (outer != null) {
      ctx.report(
          DiagnosticCode.NESTED_AGGREGATE,
          call.span(),
          "%s can not stand inside %s".formatted(function.name(), outer.function()),
          "nested here");
      return null;
    }
    if (navigation.refusesFinal(call)) {
      return null;
    }
    var inner = new RowsOfCall(function.name(), true, true);
    exprs.inside = inner;
    try {
      return aggregate(call, function, inner);
    } finally {
      exprs.inside = null;
    }
  }

  private @Nullable TypedExpr aggregate(
      Expr.Call call, AggregateFunction function, RowsOfCall inner) {
    List<TypedExpr> arguments = aggregateArguments(call, function, inner);
    Expr condition = call.filter();
    TypedExpr filter = condition == null ? null : exprs.analyze(condition);
    if (filter != null) {
      filter = exprs.bool(filter, "FILTER");
    }
    if (arguments == null || (condition != null && filter == null)) {
      return null;
    }
    boolean star =
        call.arguments().size() == 1 && !(call.arguments().getFirst() instanceof Expr.Plain);
    if (!star
        && !calls.countFits(
            call,
            arguments.size(),
            Math.max(1, function.minArguments()),
            function.maxArguments(),
            function.signature())) {
      return null;
    }
    if (star && call.distinct()) {
      ctx.report(
          DiagnosticCode.BAD_CALL,
          call.span(),
          "DISTINCT needs a value to tell rows apart",
          "no value",
          "write COUNT(DISTINCT column)");
      return null;
    }
    ScalarFunction.Overload overload =
        function.resolve(arguments.stream().map(TypedExpr::type).toList());
    if (overload == null) {
      calls.wrongTypes(call, function.name(), arguments, function.signature());
      return null;
    }
    RowSet named = inner.rows();
    RowSet set = named == null ? RowSet.ALL : named;
    int total = rows.newTotal();
    if (total >= 0 && isOfOneMatch(call, function, set, arguments, filter)) {
      return null;
    }
    return new TypedExpr.MatchAggregate(
        function,
        set,
        call.semantics() != Expr.Semantics.FINAL,
        call.distinct(),
        CallAnalyzer.converted(arguments, overload),
        filter,
        total,
        overload.result(),
        call.span());
  }

  /** Whether it can not be computed over all matches that end at a row; says why. */
  private boolean isOfOneMatch(
      Expr.Call call,
      AggregateFunction function,
      RowSet set,
      List<TypedExpr> arguments,
      @Nullable TypedExpr filter) {
    if (!OVER_MATCHES.contains(function.name()) || call.distinct()) {
      ctx.report(
          DiagnosticCode.OF_ONE_MATCH,
          call.span(),
          "%s is not computed over all matches that end at a row"
              .formatted(function.name() + (call.distinct() ? "(DISTINCT ...)" : "")),
          "not over all matches",
          "COUNT, SUM, AVG, MIN and MAX are; write ONE ROW PER MATCH for the others");
      return true;
    }
    if (arguments.stream().anyMatch(AggregateAnalyzer::readsLabel)
        || filter != null && readsLabel(filter)) {
      ctx.report(
          DiagnosticCode.OF_ONE_MATCH,
          call.span(),
          "CLASSIFIER() in an aggregate over all matches: a row may have another variable in each",
          "not over all matches",
          "write an aggregate for each variable");
      return true;
    }
    if (set.isAll() && !arguments.isEmpty()) {
      ctx.report(
          DiagnosticCode.OF_ONE_MATCH,
          call.span(),
          "ONE ROW PER LAST ROW is over many matches, and '%s' does not say whose rows it is over"
              .formatted(ctx.excerpt(call.span())),
          "of which variable?",
          "name a variable: %s(A.column); a SUBSET stands for several".formatted(function.name()));
      return true;
    }
    if (set.isAll() && call.filter() != null) {
      ctx.report(
          DiagnosticCode.OF_ONE_MATCH,
          call.filter().span(),
          "COUNT(*) counts the matches that end at the row, and FILTER looks at rows",
          "no rows here",
          "count the rows of a variable: COUNT(A.*) FILTER (WHERE A.column = 1)");
      return true;
    }
    return false;
  }

  private static boolean readsLabel(TypedExpr expr) {
    return expr instanceof TypedExpr.RowLabel
        || expr.operands().stream().anyMatch(AggregateAnalyzer::readsLabel);
  }

  private @Nullable List<TypedExpr> aggregateArguments(
      Expr.Call call, AggregateFunction function, RowsOfCall inner) {
    if (call.arguments().size() == 1 && function.minArguments() == 0) {
      switch (call.arguments().getFirst()) {
        case Expr.Star _ -> {
          inner.accepts(RowSet.ALL);
          return List.of();
        }
        case Expr.StarOf star -> {
          RowSet set = rows.requireVariable(star.variable());
          if (set == null) {
            return null;
          }
          inner.accepts(set);
          return List.of();
        }
        case Expr.Plain plain -> {
          if (isVariable(plain.expr())) {
            countOfVariable(call, plain.expr());
            return null;
          }
        }
        case Expr.Named _ -> {}
      }
    }
    List<Expr> plain = calls.plainArguments(call, function.name());
    return plain == null ? null : exprs.analyzeAll(plain);
  }

  private boolean isVariable(Expr expr) {
    return expr instanceof Expr.ColumnRef ref
        && ref.path().size() == 1
        && rows.variable(ref.path().getFirst()) != null
        && !isColumn(ref.path().getFirst());
  }

  private boolean isColumn(Name name) {
    Schema schema = rows.schema();
    return schema != null && Columns.find(schema, name) >= 0;
  }

  private void countOfVariable(Expr.Call call, Expr variable) {
    String name = ctx.excerpt(variable.span());
    ctx.report(
        DiagnosticCode.VARIABLE_AS_VALUE
            .at(
                variable.span(),
                "'%s' is a variable, and COUNT takes a value or rows".formatted(name),
                "a variable")
            .withHelp(
                "write %s(%s%s.*)"
                    .formatted(call.name().text(), call.distinct() ? "DISTINCT " : "", name))
            .withEdit(variable.span(), name + ".*"));
  }
}
