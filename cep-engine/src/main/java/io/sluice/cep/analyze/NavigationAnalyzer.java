package io.sluice.cep.analyze;

import io.sluice.cep.navigation.MatchProperty;
import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.navigation.RowSet;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.grammar.ast.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * FIRST, LAST, PREV, NEXT, CLASSIFIER and the properties of a match, by the rules of ISO/IEC
 * 9075-2: PREV and NEXT may hold one FIRST or LAST directly, nothing else nests, and all columns
 * inside are of one variable.
 */
final class NavigationAnalyzer {
  private static final Set<String> LOGICAL = Set.of("FIRST", "LAST");
  private static final Set<String> PHYSICAL = Set.of("PREV", "NEXT");
  private static final int MAX_OFFSET = 100_000;
  private static final String CLASSIFIER = "CLASSIFIER";
  private static final Map<String, MatchProperty> PROPERTIES =
      Map.of(
          "MATCH_NUMBER", MatchProperty.NUMBER,
          "MATCH_ROWTIME", MatchProperty.ROWTIME,
          "MATCH_START", MatchProperty.START,
          "MATCH_END", MatchProperty.END,
          "MATCH_STATUS", MatchProperty.STATUS,
          "MATCH_ID", MatchProperty.ID,
          "PATTERN_VERSION", MatchProperty.PATTERN_VERSION);

  private final ExpressionAnalyzer exprs;
  private final Context ctx;
  private final RowScope rows;

  NavigationAnalyzer(ExpressionAnalyzer exprs) {
    this.exprs = exprs;
    this.ctx = exprs.ctx;
    this.rows = exprs.rows;
  }

  static boolean isNavigation(String name) {
    return LOGICAL.contains(name) || PHYSICAL.contains(name);
  }

  static boolean isProperty(String name) {
    return name.equals(CLASSIFIER) || PROPERTIES.containsKey(name);
  }

  static List<String> names() {
    var names = new ArrayList<>(PROPERTIES.keySet());
    names.addAll(LOGICAL);
    names.addAll(PHYSICAL);
    names.add(CLASSIFIER);
    return names;
  }

  @Nullable TypedExpr analyze(Expr.Call call, String name) {
    if (!rows.place().isMatch()) {
      ctx.report(
          DiagnosticCode.ONLY_IN_MATCH,
          call.span(),
          "%s looks at rows of a match, and %s has none".formatted(name, rows.place().words()),
          "only in DEFINE and MEASURES",
          "make it a measure: MEASURES %s AS name".formatted(ctx.excerpt(call.span())));
      return null;
    }
    if (call.distinct() || call.filter() != null) {
      ctx.report(
          DiagnosticCode.BAD_CALL,
          call.span(),
          "DISTINCT and FILTER are for aggregates, and %s is none".formatted(name),
          "not here");
      return null;
    }
    if (name.equals(CLASSIFIER)) {
      return classifier(call);
    }
    MatchProperty property = PROPERTIES.get(name);
    return property == null ? navigate(call, name) : property(call, name, property);
  }

  /** FINAL has no meaning before the match is complete; whether this said so. */
  boolean refusesFinal(Expr.Call call) {
    if (call.semantics() != Expr.Semantics.FINAL || rows.place() != RowScope.Place.DEFINE) {
      return false;
    }
    ctx.report(
        DiagnosticCode.FINAL_IN_DEFINE,
        call.span(),
        "FINAL asks for the end of the match, and DEFINE is decided before it",
        "not known yet",
        "leave FINAL out");
    return true;
  }

  // ---- properties ----

  private @Nullable TypedExpr property(Expr.Call call, String name, MatchProperty property) {
    if (!call.arguments().isEmpty()) {
      ctx.report(
          DiagnosticCode.ARGUMENT_COUNT,
          call.span(),
          "%s takes no arguments".formatted(name),
          "too many",
          "write %s()".formatted(name));
      return null;
    }
    if (call.semantics() != null) {
      ctx.report(
          DiagnosticCode.SEMANTICS_NOT_HERE,
          call.span(),
          "%s is one for the whole match".formatted(name),
          "neither RUNNING nor FINAL",
          "leave %s out".formatted(call.semantics()));
      return null;
    }
    if (rows.place() == RowScope.Place.DEFINE && property != MatchProperty.NUMBER) {
      ctx.report(
          DiagnosticCode.ONLY_IN_MEASURES,
          call.span(),
          "%s is known when there is a match, and DEFINE is decided before it".formatted(name),
          "only in MEASURES");
      return null;
    }
    return new TypedExpr.OfMatch(property, call.span());
  }

  private @Nullable TypedExpr classifier(Expr.Call call) {
    if (call.arguments().size() > 1) {
      ctx.report(
          DiagnosticCode.ARGUMENT_COUNT,
          call.span(),
          "CLASSIFIER takes one variable or nothing",
          "too many");
      return null;
    }
    RowSet set = RowSet.ALL;
    if (call.arguments().size() == 1) {
      if (!(call.arguments().getFirst() instanceof Expr.Plain plain)
          || !(plain.expr() instanceof Expr.ColumnRef ref)
          || ref.path().size() != 1) {
        ctx.report(
            DiagnosticCode.BAD_CALL,
            call.arguments().getFirst().span(),
            "CLASSIFIER takes the name of a variable",
            "no variable");
        return null;
      }
      set = rows.requireVariable(ref.path().getFirst());
      if (set == null) {
        return null;
      }
    }
    if (refusesFinal(call)) {
      return null;
    }
    if (exprs.inside != null) {
      return exprs.ofRows(new TypedExpr.RowLabel(call.span()), set, call.span(), false);
    }
    boolean running = call.semantics() != Expr.Semantics.FINAL;
    return new TypedExpr.Classifier(new Navigation(set, running, false, 0, 0), call.span());
  }

  // ---- FIRST, LAST, PREV, NEXT ----

  private @Nullable TypedExpr navigate(Expr.Call call, String name) {
    RowsOfCall outer = exprs.inside;
    if (outer != null) {
      String message =
          outer.isAggregate()
              ? "%s can not stand inside the aggregate %s".formatted(name, outer.function())
              : "%s can not stand inside %s".formatted(name, outer.function());
      ctx.report(
          DiagnosticCode.BAD_NAVIGATION,
          call.span(),
          message,
          "nested here",
          outer.isAggregate()
              ? "an aggregate sees its rows one by one"
              : "PREV and NEXT may hold one FIRST or LAST: PREV(LAST(A.x), 2)");
      return null;
    }
    if (refusesFinal(call)) {
      return null;
    }
    boolean physical = PHYSICAL.contains(name);
    if (physical && call.semantics() != null) {
      ctx.report(
          DiagnosticCode.SEMANTICS_NOT_HERE,
          call.span(),
          "%s stands before FIRST, LAST or an aggregate, not before %s"
              .formatted(call.semantics(), name),
          "not here",
          "put it inside: %s(%s LAST(...))".formatted(name, call.semantics()));
      return null;
    }
    int offset = offset(call, name, physical ? 1 : 0);
    if (offset < 0) {
      return null;
    }
    if (!physical) {
      return operand(call, name, call, offset, 0);
    }
    int steps = name.equals("PREV") ? -offset : offset;
    if (((Expr.Plain) call.arguments().getFirst()).expr() instanceof Expr.Call inner
        && LOGICAL.contains(inner.name().text().toUpperCase(Locale.ROOT))) {
      if (refusesFinal(inner)) {
        return null;
      }
      String innerName = inner.name().text().toUpperCase(Locale.ROOT);
      int innerOffset = offset(inner, innerName, 0);
      return innerOffset < 0 ? null : operand(inner, innerName, inner, innerOffset, steps);
    }
    return operand(call, name, null, 0, steps);
  }

  /** {@code logical} is the FIRST or LAST that chooses the row, or null for the last one. */
  private @Nullable TypedExpr operand(
      Expr.Call call, String name, Expr.@Nullable Call logical, int offset, int steps) {
    boolean first = logical != null && name.equals("FIRST");
    boolean looksBack = first || offset > 0;
    var inner = new RowsOfCall(name, false, looksBack);
    exprs.inside = inner;
    TypedExpr operand;
    try {
      operand = exprs.analyze(((Expr.Plain) call.arguments().getFirst()).expr());
    } finally {
      exprs.inside = null;
    }
    if (operand == null) {
      return null;
    }
    RowSet set = inner.rows();
    if (set == null) {
      ctx.report(
          DiagnosticCode.BAD_NAVIGATION,
          call.span(),
          "%s names no column, so there is no row to go to".formatted(name),
          "no column inside",
          "write %s(A.column)".formatted(name));
      return null;
    }
    boolean running = logical == null || logical.semantics() != Expr.Semantics.FINAL;
    return new TypedExpr.Navigate(
        new Navigation(set, running, first, offset, steps), operand, call.span());
  }

  /** The offset, or -1 after saying what is wrong with the arguments. */
  private int offset(Expr.Call call, String name, int otherwise) {
    int count = call.arguments().size();
    if (count < 1 || count > 2) {
      ctx.report(
          DiagnosticCode.ARGUMENT_COUNT
              .at(
                  call.span(),
                  "%s takes 1 to 2 arguments, and this has %d".formatted(name, count),
                  count < 1 ? "too few" : "too many")
              .withNotes("form: %s(column [, offset])".formatted(name)));
      return -1;
    }
    for (Expr.Argument argument : call.arguments()) {
      if (!(argument instanceof Expr.Plain)) {
        ctx.report(
            DiagnosticCode.BAD_CALL,
            argument.span(),
            "%s takes a value of one row".formatted(name),
            "no value",
            "write %s(A.column)".formatted(name));
        return -1;
      }
    }
    if (count == 1) {
      return otherwise;
    }
    Expr offset = ((Expr.Plain) call.arguments().getLast()).expr();
    if (offset instanceof Expr.NumberLiteral n && n.text().matches("\\d{1,6}")) {
      int value = Integer.parseInt(n.text());
      if (value <= MAX_OFFSET) {
        return value;
      }
    }
    ctx.report(
        DiagnosticCode.NOT_CONSTANT,
        offset.span(),
        "the offset of %s is a whole number from 0 to %,d".formatted(name, MAX_OFFSET),
        "no such number");
    return -1;
  }
}
