package io.sluice.cep.analyze;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Widening;
import io.sluice.cep.function.Conversion;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.plan.TypedExpr;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Implicit conversions made explicit; constants are converted at once. */
final class Coercion {
  private Coercion() {}

  /** The expression as a value of {@code type}, which it is known to fit. */
  static TypedExpr to(ColumnType type, TypedExpr expr) {
    if (expr.type().equals(type) || (expr.type().isString() && type.isString())) {
      return expr;
    }
    if (expr instanceof TypedExpr.Constant constant) {
      Object value = constant.value();
      Conversion conversion = Conversion.between(expr.type(), type);
      if (value == null || conversion == Conversion.IDENTITY) {
        return new TypedExpr.Constant(value, type, expr.span());
      }
      try {
        return new TypedExpr.Constant(
            conversion == null ? null : conversion.apply(value), type, expr.span());
      } catch (ValueException e) {
        return new TypedExpr.Convert(expr, type, true, expr.span());
      }
    }
    return new TypedExpr.Convert(expr, type, true, expr.span());
  }

  /**
   * The type that both can be compared in, or null. A text constant stands for a time where the
   * other side is one.
   */
  static @Nullable ColumnType common(TypedExpr a, TypedExpr b) {
    ColumnType common = Widening.common(narrow(a, b), narrow(b, a));
    if (common != null) {
      return common;
    }
    return isTextConstant(a) && b.type() instanceof ColumnType.Timestamp
            || isTextConstant(b) && a.type() instanceof ColumnType.Timestamp
        ? ColumnType.TIMESTAMP
        : null;
  }

  /** Beside a decimal an integer constant is a decimal with just its digits. */
  private static ColumnType narrow(TypedExpr expr, TypedExpr other) {
    ColumnType.Decimal decimal =
        other.type() instanceof ColumnType.Decimal && expr instanceof TypedExpr.Constant
            ? decimal(expr)
            : null;
    return decimal == null ? expr.type() : decimal;
  }

  private static boolean isTextConstant(TypedExpr expr) {
    return expr instanceof TypedExpr.Constant && expr.type().isString();
  }

  /** An integer constant has just the digits that it has, so that decimals stay small. */
  static ColumnType.@Nullable Decimal decimal(TypedExpr expr) {
    if (expr instanceof TypedExpr.Constant c
        && (c.value() instanceof Integer || c.value() instanceof Long)) {
      long value = ((Number) c.value()).longValue();
      return new ColumnType.Decimal(BigDecimal.valueOf(value).precision(), 0);
    }
    return Widening.asDecimal(expr.type());
  }
}
