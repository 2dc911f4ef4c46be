package io.sluice.cep.analyze;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Timestamps;
import io.sluice.cep.event.Widening;
import io.sluice.cep.plan.PlanPrinter;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.cep.plan.TypedExpr.Arithmetic.Operation;
import io.sluice.cep.plan.TypedExpr.Compare.Comparison;
import io.sluice.grammar.Diagnostic;
import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.Span;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Comparisons and arithmetic: types that fit, and what to say where they do not. */
final class Operators {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

  /** Both sides in one type. */
  record Pair(TypedExpr left, TypedExpr right) {}

  private final Context ctx;

  Operators(Context ctx) {
    this.ctx = ctx;
  }

  @Nullable TypedExpr compare(Expr.Binary e, TypedExpr left, TypedExpr right) {
    Comparison op =
        switch (e.op()) {
          case EQUAL -> Comparison.EQUAL;
          case NOT_EQUAL -> Comparison.NOT_EQUAL;
          case LESS -> Comparison.LESS;
          case LESS_OR_EQUAL -> Comparison.LESS_OR_EQUAL;
          case GREATER -> Comparison.GREATER;
          case GREATER_OR_EQUAL -> Comparison.GREATER_OR_EQUAL;
          default -> throw new IllegalStateException("no comparison: " + e.op());
        };
    if (e.left() instanceof Expr.NullLiteral || e.right() instanceof Expr.NullLiteral) {
      boolean equal = op == Comparison.EQUAL;
      Expr other = e.left() instanceof Expr.NullLiteral ? e.right() : e.left();
      ctx.report(
          DiagnosticCode.NULL_COMPARISON,
          e.span(),
          "a comparison with NULL is never true",
          "always UNKNOWN",
          equal || op == Comparison.NOT_EQUAL
              ? "write %s IS %sNULL".formatted(ctx.excerpt(other.span()), equal ? "" : "NOT ")
              : "leave it out");
    }
    return ordered(op, left, right, e.left(), e.right());
  }

  /** A comparison; arrays and maps know only = and <>. Null where a side is null. */
  @Nullable TypedExpr ordered(
      Comparison op,
      @Nullable TypedExpr left,
      @Nullable TypedExpr right,
      Expr leftText,
      Expr rightText) {
    Span span = leftText.span().to(rightText.span());
    Pair pair = comparable(left, right, leftText, rightText, span);
    if (pair == null) {
      return null;
    }
    ColumnType type = pair.left().type();
    boolean structured = type instanceof ColumnType.ArrayOf || type instanceof ColumnType.MapOf;
    if (structured && op != Comparison.EQUAL && op != Comparison.NOT_EQUAL) {
      ctx.report(
          DiagnosticCode.NOT_COMPARABLE,
          span,
          "%s has no order".formatted(type.sql()),
          "only = and <>");
      return null;
    }
    warnOfItself(pair, span);
    return new TypedExpr.Compare(op, pair.left(), pair.right(), span);
  }

  /** {@code UP.price > LAST(UP.price)}: the last row of UP is the current one. */
  private void warnOfItself(Pair pair, Span span) {
    boolean named =
        pair.left() instanceof TypedExpr.Navigate || pair.left() instanceof TypedExpr.Column;
    if (named && PlanPrinter.print(pair.left()).equals(PlanPrinter.print(pair.right()))) {
      ctx.report(
          DiagnosticCode.SELF_COMPARISON,
          span,
          "'%s' compares a value with itself".formatted(ctx.excerpt(span)),
          "one row, one value",
          pair.left() instanceof TypedExpr.Navigate
              ? "the row before is PREV(A.x), the one of the same variable before LAST(A.x, 1)"
              : "compare it with something else, or leave it out");
    }
  }

  /** Both in their common type, or null: after saying that there is none, or where one is null. */
  @Nullable Pair comparable(
      @Nullable TypedExpr left,
      @Nullable TypedExpr right,
      Expr leftText,
      Expr rightText,
      Span span) {
    if (left == null || right == null) {
      return null;
    }
    ColumnType type = Coercion.common(left, right);
    if (type == null) {
      notComparable(left, right, leftText, rightText, span);
      return null;
    }
    TypedExpr a = constantTime(left, type);
    TypedExpr b = constantTime(right, type);
    return a == null || b == null ? null : new Pair(Coercion.to(type, a), Coercion.to(type, b));
  }

  /** A text that stands for a time must be one. */
  private @Nullable TypedExpr constantTime(TypedExpr expr, ColumnType type) {
    boolean text = type instanceof ColumnType.Timestamp && expr.type().isString();
    return text && expr instanceof TypedExpr.Constant c && c.value() instanceof String value
        ? new Literals(ctx).timestamp(value, expr.span())
        : expr;
  }

  private void notComparable(
      TypedExpr left, TypedExpr right, Expr leftText, Expr rightText, Span span) {
    String l = ctx.excerpt(leftText.span());
    String r = ctx.excerpt(rightText.span());
    Diagnostic error =
        DiagnosticCode.NOT_COMPARABLE.at(
            span,
            "%s compares %s with %s"
                .formatted(
                    span.equals(rightText.span())
                        ? "'%s = %s'".formatted(l, r)
                        : "'" + ctx.excerpt(span) + "'",
                    left.type().sql(),
                    right.type().sql()),
            "these can not be compared");
    Diagnostic fixed = literalFix(error, left, right, rightText);
    if (fixed == null) {
      fixed = literalFix(error, right, left, leftText);
    }
    if (fixed == null) {
      fixed = error.withHelp(castHelp(left, right, leftText, rightText));
    }
    ctx.report(fixed);
  }

  private String castHelp(TypedExpr left, TypedExpr right, Expr leftText, Expr rightText) {
    if (leftText instanceof Expr.StringLiteral || rightText instanceof Expr.StringLiteral) {
      TypedExpr other = leftText instanceof Expr.StringLiteral ? right : left;
      return "compare it with a value of type " + other.type().sql();
    }
    boolean castLeft = right.type().isString();
    TypedExpr value = castLeft ? left : right;
    boolean text = left.type().isString() || castLeft;
    return text && !(value.type() instanceof ColumnType.Interval)
        ? "write CAST(%s AS STRING)".formatted(ctx.excerpt(value.span()))
        : "make them one type with CAST";
  }

  /** {@code amount > '500'}: the quotes are wrong. {@code name = 5}: they are missing. */
  private @Nullable Diagnostic literalFix(
      Diagnostic error, TypedExpr other, TypedExpr literal, Expr text) {
    if (text instanceof Expr.StringLiteral s) {
      if (other.type().isNumeric() && NUMBER.matcher(s.value()).matches()) {
        return error
            .withHelp(
                "write %s without quotes, or CAST('%s' AS %s)"
                    .formatted(s.value(), s.value(), other.type().sql()))
            .withEdit(s.span(), s.value());
      }
      if (other.type() instanceof ColumnType.Bool
          && (s.value().equalsIgnoreCase("true") || s.value().equalsIgnoreCase("false"))) {
        return error
            .withHelp("write %s without quotes".formatted(s.value().toUpperCase(Locale.ROOT)))
            .withEdit(s.span(), s.value().toUpperCase(Locale.ROOT));
      }
      return null;
    }
    if (text instanceof Expr.NumberLiteral n && other.type().isString()) {
      return error
          .withHelp("write '%s' in quotes".formatted(n.text()))
          .withEdit(n.span(), "'" + n.text() + "'");
    }
    if (text instanceof Expr.NumberLiteral
        && other.type() instanceof ColumnType.Timestamp
        && literal instanceof TypedExpr.Constant c
        && (c.value() instanceof Long || c.value() instanceof Integer)) {
      long millis = ((Number) c.value()).longValue();
      return error.withHelp("write TIMESTAMP '%s'".formatted(Timestamps.format(millis)));
    }
    return null;
  }

  @Nullable TypedExpr arithmetic(Expr.Binary e, TypedExpr left, TypedExpr right) {
    if (e.op() == Expr.BinaryOp.CONCATENATE) {
      return concatenate(e, left, right);
    }
    Operation op =
        switch (e.op()) {
          case ADD -> Operation.ADD;
          case SUBTRACT -> Operation.SUBTRACT;
          case MULTIPLY -> Operation.MULTIPLY;
          case DIVIDE -> Operation.DIVIDE;
          case MODULO -> Operation.MODULO;
          default -> throw new IllegalStateException("no arithmetic: " + e.op());
        };
    TypedExpr result = ArithmeticTypes.of(op, left, right, e.span());
    if (result == null) {
      Diagnostic error =
          DiagnosticCode.BAD_OPERAND.at(
              e.operator(),
              "'%s' has no %s of %s and %s"
                  .formatted(
                      ctx.excerpt(e.span()), e.op().sign(), left.type().sql(), right.type().sql()),
              "not for these types");
      ctx.report(withArithmeticHelp(error, e, left, right));
    }
    return result;
  }

  private static Diagnostic withArithmeticHelp(
      Diagnostic error, Expr.Binary e, TypedExpr left, TypedExpr right) {
    if (e.op() == Expr.BinaryOp.ADD && left.type().isString() && right.type().isString()) {
      return error.withHelp("texts are joined with ||").withEdit(e.operator(), "||");
    }
    if (left.type() instanceof ColumnType.Timestamp && right.type().isNumeric()) {
      return error.withHelp("write an interval: INTERVAL '10' SECOND");
    }
    return error;
  }

  private @Nullable TypedExpr concatenate(Expr.Binary e, TypedExpr left, TypedExpr right) {
    boolean complete = true;
    for (TypedExpr side : new TypedExpr[] {left, right}) {
      if (!Widening.fits(side.type(), ColumnType.STRING)) {
        complete = false;
        ctx.report(
            DiagnosticCode.BAD_OPERAND,
            side.span(),
            "|| joins texts, and '%s' is %s".formatted(ctx.excerpt(side.span()), side.type().sql()),
            side.type().sql(),
            "write CAST(%s AS STRING)".formatted(ctx.excerpt(side.span())));
      }
    }
    return complete
        ? new TypedExpr.Concatenate(
            Coercion.to(ColumnType.STRING, left), Coercion.to(ColumnType.STRING, right), e.span())
        : null;
  }
}
