package io.sluice.cep.analyze;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.cep.plan.TypedExpr.Arithmetic.Operation;
import io.sluice.grammar.ast.Span;
import org.jspecify.annotations.Nullable;

/**
 * Types of {@code + - * / %}. Integers give the wider of both, DOUBLE beats all, decimals grow by
 * SQL's rules up to 38 digits; from there the fraction gives way, down to six digits.
 */
final class ArithmeticTypes {
  private static final int MIN_SCALE = 6;

  private ArithmeticTypes() {}

  /** The typed operation, or null where there is none for these types. */
  static @Nullable TypedExpr of(Operation op, TypedExpr left, TypedExpr right, Span span) {
    ColumnType a = left.type();
    ColumnType b = right.type();
    if (a instanceof ColumnType.Null && b instanceof ColumnType.Null) {
      return new TypedExpr.Constant(null, ColumnType.INT, span);
    }
    if (a instanceof ColumnType.Null) {
      return of(op, new TypedExpr.Constant(null, opposite(op, b), left.span()), right, span);
    }
    if (b instanceof ColumnType.Null) {
      return of(op, left, new TypedExpr.Constant(null, opposite(op, a), right.span()), span);
    }
    if (a.isNumeric() && b.isNumeric()) {
      return numbers(op, left, right, span);
    }
    ColumnType result = times(op, a, b);
    if (result == null) {
      return null;
    }
    return new TypedExpr.Arithmetic(op, factor(left), factor(right), result, span);
  }

  /** What NULL stands for next to a value of {@code type}. */
  private static ColumnType opposite(Operation op, ColumnType type) {
    return switch (type) {
      case ColumnType.Timestamp _ ->
          op == Operation.SUBTRACT ? ColumnType.TIMESTAMP : ColumnType.INTERVAL;
      case ColumnType.Interval _ ->
          op == Operation.MULTIPLY || op == Operation.DIVIDE
              ? ColumnType.BIGINT
              : ColumnType.INTERVAL;
      default -> type;
    };
  }

  private static TypedExpr numbers(Operation op, TypedExpr left, TypedExpr right, Span span) {
    ColumnType.Decimal x = Coercion.decimal(left);
    ColumnType.Decimal y = Coercion.decimal(right);
    if (x == null || y == null) {
      return same(op, ColumnType.DOUBLE, left, right, span);
    }
    if (!(left.type() instanceof ColumnType.Decimal)
        && !(right.type() instanceof ColumnType.Decimal)) {
      boolean small = left.type().equals(ColumnType.INT) && right.type().equals(ColumnType.INT);
      return same(op, small ? ColumnType.INT : ColumnType.BIGINT, left, right, span);
    }
    return new TypedExpr.Arithmetic(
        op, Coercion.to(x, left), Coercion.to(y, right), decimals(op, x, y), span);
  }

  private static TypedExpr same(
      Operation op, ColumnType type, TypedExpr left, TypedExpr right, Span span) {
    return new TypedExpr.Arithmetic(
        op, Coercion.to(type, left), Coercion.to(type, right), type, span);
  }

  static ColumnType.Decimal decimals(Operation op, ColumnType.Decimal x, ColumnType.Decimal y) {
    int wholeX = x.precision() - x.scale();
    int wholeY = y.precision() - y.scale();
    int scale;
    int whole;
    switch (op) {
      case ADD, SUBTRACT -> {
        scale = Math.max(x.scale(), y.scale());
        whole = Math.max(wholeX, wholeY) + 1;
      }
      case MULTIPLY -> {
        scale = x.scale() + y.scale();
        whole = wholeX + wholeY;
      }
      case DIVIDE -> {
        scale = Math.max(MIN_SCALE, x.scale() + y.precision() + 1);
        whole = wholeX + y.scale();
      }
      case MODULO -> {
        scale = Math.max(x.scale(), y.scale());
        whole = Math.min(wholeX, wholeY);
      }
      default -> throw new IllegalStateException("unknown operation " + op);
    }
    int max = ColumnType.Decimal.MAX_PRECISION;
    if (whole + scale > max) {
      scale = Math.max(Math.min(scale, MIN_SCALE), max - whole);
    }
    return new ColumnType.Decimal(Math.max(1, Math.min(max, whole + scale)), scale);
  }

  private static @Nullable ColumnType times(Operation op, ColumnType a, ColumnType b) {
    boolean timeA = a instanceof ColumnType.Timestamp;
    boolean timeB = b instanceof ColumnType.Timestamp;
    boolean intervalA = a instanceof ColumnType.Interval;
    boolean intervalB = b instanceof ColumnType.Interval;
    return switch (op) {
      case ADD ->
          timeA && intervalB || intervalA && timeB
              ? ColumnType.TIMESTAMP
              : intervalA && intervalB ? ColumnType.INTERVAL : null;
      case SUBTRACT ->
          timeA && intervalB
              ? ColumnType.TIMESTAMP
              : timeA && timeB || intervalA && intervalB ? ColumnType.INTERVAL : null;
      case MULTIPLY ->
          intervalA && b.isNumeric() || a.isNumeric() && intervalB ? ColumnType.INTERVAL : null;
      case DIVIDE -> intervalA && b.isNumeric() ? ColumnType.INTERVAL : null;
      case MODULO -> null;
    };
  }

  /** A number beside an INTERVAL is BIGINT or DOUBLE; times and intervals stay. */
  private static TypedExpr factor(TypedExpr expr) {
    return switch (expr.type()) {
      case ColumnType.Int _ -> Coercion.to(ColumnType.BIGINT, expr);
      case ColumnType.Decimal _ -> Coercion.to(ColumnType.DOUBLE, expr);
      default -> expr;
    };
  }
}
