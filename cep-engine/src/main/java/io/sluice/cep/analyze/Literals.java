package io.sluice.cep.analyze;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Timestamps;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.Span;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Literals as constants: 12 is INT, or BIGINT or DECIMAL where it is larger; 2e-3 is DOUBLE. */
final class Literals {
  /** Long before this a number has too many digits; to compute with it would only take time. */
  private static final int LONGEST = 400;

  private final Context ctx;

  Literals(Context ctx) {
    this.ctx = ctx;
  }

  @Nullable TypedExpr number(Expr.NumberLiteral literal, boolean negative, Span span) {
    String text = literal.text().replace("_", "");
    if (text.length() > LONGEST) {
      return tooLarge(literal, "a number is written with at most %d signs".formatted(LONGEST));
    }
    if (text.contains("e") || text.contains("E")) {
      double value = Double.parseDouble(text);
      if (Double.isInfinite(value)) {
        return tooLarge(literal, "DOUBLE holds numbers up to 1.7e308");
      }
      return new TypedExpr.Constant(negative ? -value : value, ColumnType.DOUBLE, span);
    }
    BigDecimal value = new BigDecimal(text);
    if (negative) {
      value = value.negate();
    }
    if (!text.contains(".") && value.toBigInteger().bitLength() < 64) {
      long whole = value.longValueExact();
      return whole == (int) whole
          ? new TypedExpr.Constant((int) whole, ColumnType.INT, span)
          : new TypedExpr.Constant(whole, ColumnType.BIGINT, span);
    }
    int scale = Math.max(value.scale(), 0);
    int precision = Math.max(value.precision(), Math.max(scale, 1));
    if (precision > ColumnType.Decimal.MAX_PRECISION) {
      return tooLarge(
          literal,
          "decimals have at most %d digits; 1e40 is a DOUBLE"
              .formatted(ColumnType.Decimal.MAX_PRECISION));
    }
    return new TypedExpr.Constant(value, new ColumnType.Decimal(precision, scale), span);
  }

  @Nullable TypedExpr timestamp(String text, Span span) {
    var millis = Timestamps.parse(text);
    if (millis.isEmpty()) {
      ctx.report(
          DiagnosticCode.BAD_LITERAL,
          span,
          "'%s' is no timestamp".formatted(text),
          "can not be read",
          "write it as 2026-01-31T09:00:00.000Z");
      return null;
    }
    return new TypedExpr.Constant(millis.getAsLong(), ColumnType.TIMESTAMP, span);
  }

  private @Nullable TypedExpr tooLarge(Expr.NumberLiteral literal, String help) {
    ctx.report(
        DiagnosticCode.BAD_LITERAL,
        literal.span(),
        "the number has too many digits",
        "too large",
        help);
    return null;
  }
}
