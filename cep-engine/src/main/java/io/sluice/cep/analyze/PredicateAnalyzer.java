package io.sluice.cep.analyze;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Widening;
import io.sluice.cep.function.LikePattern;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.grammar.ast.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** BETWEEN, IN and LIKE. */
final class PredicateAnalyzer {
  private final ExpressionAnalyzer exprs;
  private final Context ctx;
  private final Operators operators;

  PredicateAnalyzer(ExpressionAnalyzer exprs, Operators operators) {
    this.exprs = exprs;
    this.ctx = exprs.ctx;
    this.operators = operators;
  }

  @Nullable TypedExpr between(Expr.Between e) {
    TypedExpr value = exprs.analyze(e.value());
    TypedExpr low = exprs.analyze(e.low());
    TypedExpr high = exprs.analyze(e.high());
    TypedExpr above =
        operators.ordered(
            TypedExpr.Compare.Comparison.GREATER_OR_EQUAL, value, low, e.value(), e.low());
    TypedExpr below =
        operators.ordered(
            TypedExpr.Compare.Comparison.LESS_OR_EQUAL, value, high, e.value(), e.high());
    return above == null || below == null
        ? null
        : ExpressionAnalyzer.negated(
            e.negated(), new TypedExpr.And(List.of(above, below), e.span()), e.span());
  }

  @Nullable TypedExpr inList(Expr.InList e) {
    TypedExpr value = exprs.analyze(e.value());
    var elements = new ArrayList<TypedExpr>();
    ColumnType type = value == null ? null : value.type();
    for (Expr each : e.list()) {
      TypedExpr element = exprs.analyze(each);
      Operators.Pair pair = operators.comparable(value, element, e.value(), each, each.span());
      if (pair != null && element != null && type != null) {
        type = Widening.common(type, pair.left().type());
        elements.add(element);
      }
    }
    if (value == null || type == null || elements.size() < e.list().size()) {
      return null;
    }
    ColumnType common = type;
    return ExpressionAnalyzer.negated(
        e.negated(),
        new TypedExpr.InList(
            Coercion.to(common, value),
            elements.stream().map(x -> Coercion.to(common, x)).toList(),
            e.span()),
        e.span());
  }

  @Nullable TypedExpr like(Expr.Like e) {
    TypedExpr value = text(exprs.analyze(e.value()), "LIKE");
    TypedExpr pattern = text(exprs.analyze(e.pattern()), "LIKE");
    String escape = e.escape();
    if (escape != null && escape.length() != 1) {
      ctx.report(
          DiagnosticCode.BAD_LITERAL,
          e.span(),
          "ESCAPE takes one character, not '%s'".formatted(escape),
          "one character");
      return null;
    }
    if (value == null || pattern == null) {
      return null;
    }
    Character sign = escape == null ? null : escape.charAt(0);
    if (pattern instanceof TypedExpr.Constant c && c.value() instanceof String text) {
      try {
        var _ = LikePattern.of(text, sign);
      } catch (ValueException bad) {
        ctx.report(
            DiagnosticCode.BAD_LITERAL,
            e.pattern().span(),
            Objects.requireNonNullElse(bad.getMessage(), "no LIKE pattern"),
            "can not be read");
        return null;
      }
    }
    return ExpressionAnalyzer.negated(
        e.negated(), new TypedExpr.Like(value, pattern, sign, e.span()), e.span());
  }

  private @Nullable TypedExpr text(@Nullable TypedExpr expr, String operator) {
    if (expr == null || Widening.fits(expr.type(), ColumnType.STRING)) {
      return expr == null ? null : Coercion.to(ColumnType.STRING, expr);
    }
    ctx.report(
        DiagnosticCode.BAD_OPERAND,
        expr.span(),
        "%s compares texts, and '%s' is %s"
            .formatted(operator, ctx.excerpt(expr.span()), expr.type().sql()),
        expr.type().sql(),
        "write CAST(%s AS STRING)".formatted(ctx.excerpt(expr.span())));
    return null;
  }
}
