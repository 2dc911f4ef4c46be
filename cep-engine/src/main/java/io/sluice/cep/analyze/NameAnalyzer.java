package io.sluice.cep.analyze;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.navigation.RowSet;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.Name;
import io.sluice.grammar.ast.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Columns and parameters by name. */
final class NameAnalyzer {
  private final ExpressionAnalyzer exprs;
  private final Context ctx;
  private final RowScope rows;

  NameAnalyzer(ExpressionAnalyzer exprs) {
    this.exprs = exprs;
    this.ctx = exprs.ctx;
    this.rows = exprs.rows;
  }

  @Nullable TypedExpr column(Expr.ColumnRef ref) {
    RowScope.Found found = rows.resolve(ref);
    if (found == null) {
      return null;
    }
    TypedExpr column =
        new TypedExpr.Column(
            found.column().name(), found.index(), found.column().type(), ref.span());
    column = ofRows(column, found.rows(), ref.span(), ref.path().size() == found.used());
    for (Name key : ref.path().subList(found.used(), ref.path().size())) {
      if (column == null) {
        return null;
      }
      if (!(column.type() instanceof ColumnType.MapOf map)) {
        ctx.report(
            DiagnosticCode.BAD_OPERAND,
            key.span(),
            "'.%s' needs a MAP before the point, and this is %s"
                .formatted(key.text(), column.type().sql()),
            "not a MAP");
        return null;
      }
      TypedExpr name = new TypedExpr.Constant(key.text(), ColumnType.STRING, key.span());
      column = new TypedExpr.Element(column, name, map.value(), ref.span());
    }
    return column;
  }

  /**
   * A value of the current row as a value of the rows that it is named by: inside a navigation or
   * aggregate it stays as it is, elsewhere in a match it is that of the last such row.
   */
  @Nullable TypedExpr ofRows(
      TypedExpr value, @Nullable RowSet set, Span span, boolean warnUnprefixed) {
    if (set == null) {
      return value;
    }
    RowsOfCall call = exprs.inside;
    if (call == null) {
      return new TypedExpr.Navigate(new Navigation(set, true, false, 0, 0), value, span);
    }
    if (!call.accepts(set)) {
      String first = call.words();
      ctx.report(
          DiagnosticCode.MIXED_VARIABLES,
          span,
          "%s looks at rows of one variable, and this has %s and %s"
              .formatted(call.function(), first, RowsOfCall.words(set)),
          set.isAll() ? "all rows" : "rows of " + RowsOfCall.words(set),
          "take them apart: one %s for each variable".formatted(call.function()));
      return null;
    }
    if (warnUnprefixed
        && set.isAll()
        && rows.place() == RowScope.Place.DEFINE
        && call.looksBack()) {
      ctx.report(
          DiagnosticCode.UNPREFIXED,
          span,
          "'%s' without a variable means all rows of the match so far".formatted(ctx.excerpt(span)),
          "rows of every variable",
          "write the variable before it where only its rows are meant");
    }
    return value;
  }

  @Nullable TypedExpr parameter(Expr.Parameter e) {
    List<Context.ParameterInfo> known = ctx.parameters();
    for (int i = 0; i < known.size(); i++) {
      if (e.name().means(known.get(i).name())) {
        return new TypedExpr.Parameter(known.get(i).name(), i, known.get(i).type(), e.span());
      }
    }
    if (ctx.isBroken(new Name(":" + e.name().text(), false, e.span()))) {
      return null;
    }
    if (known.isEmpty()) {
      ctx.report(
          DiagnosticCode.UNKNOWN_PARAMETER,
          e.span(),
          "there is no parameter '%s'".formatted(e.name().text()),
          "no such parameter",
          "declare it behind the pattern's name: CREATE PATTERN name (%s type DEFAULT value)"
              .formatted(e.name().text()));
    } else {
      ctx.reportName(
          DiagnosticCode.UNKNOWN_PARAMETER,
          e.name(),
          "there is no parameter '%s'".formatted(e.name().text()),
          "no such parameter",
          "parameters",
          known.stream().map(Context.ParameterInfo::name).toList());
    }
    return null;
  }
}
