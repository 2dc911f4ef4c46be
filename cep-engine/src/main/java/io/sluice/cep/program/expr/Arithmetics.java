package io.sluice.cep.program.expr;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Timestamps;
import io.sluice.cep.function.Conversion;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.cep.plan.TypedExpr.Arithmetic.Operation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * {@code + - * / %}. Integers and decimals are exact: overflow and division by zero are errors.
 * DOUBLE follows IEEE. Null gives null.
 */
final class Arithmetics {
  private Arithmetics() {}

  /** Of values that are not null. */
  interface OfTwo {
    Object apply(Object a, Object b);
  }

  static Evaluator of(TypedExpr.Arithmetic expr, Evaluator left, Evaluator right) {
    OfTwo operation = operation(expr);
    return scope -> {
      Object a = left.evaluate(scope);
      Object b = right.evaluate(scope);
      return a == null || b == null ? null : operation.apply(a, b);
    };
  }

  static OfTwo operation(TypedExpr.Arithmetic expr) {
    return switch (expr.type()) {
      case ColumnType.Int _ -> ints(expr.op());
      case ColumnType.BigInt _ -> longs(expr.op(), "BIGINT");
      case ColumnType.Decimal type -> decimals(expr.op(), type);
      case ColumnType.DoublePrecision _ -> doubles(expr.op());
      case ColumnType.Timestamp _ -> times(expr.op());
      case ColumnType.Interval _ -> intervals(expr.op());
      case ColumnType.Bool _,
          ColumnType.Str _,
          ColumnType.Text _,
          ColumnType.Null _,
          ColumnType.ArrayOf _,
          ColumnType.MapOf _ ->
          throw new IllegalStateException("no arithmetic of " + expr.type().sql());
    };
  }

  static Evaluator negate(ColumnType type, Evaluator operand) {
    return scope ->
        switch (operand.evaluate(scope)) {
          case null -> null;
          case Integer n -> {
            if (n == Integer.MIN_VALUE) {
              throw new ValueException("-(%d) does not fit INT".formatted(n));
            }
            yield -n;
          }
          case Long n -> {
            if (n == Long.MIN_VALUE) {
              throw new ValueException("-(%d) does not fit BIGINT".formatted(n));
            }
            yield -n;
          }
          case Double n -> -n;
          case BigDecimal n -> n.negate();
          default -> throw new IllegalStateException("no negation of " + type.sql());
        };
  }

  private static OfTwo ints(Operation op) {
    OfTwo wide = longs(op, "INT");
    return (a, b) -> {
      long result = (Long) wide.apply(((Integer) a).longValue(), ((Integer) b).longValue());
      if (result != (int) result) {
        throw overflow(sign(op), a, b, "INT");
      }
      return (int) result;
    };
  }

  private static OfTwo longs(Operation op, String type) {
    return (x, y) -> {
      long a = (Long) x;
      long b = (Long) y;
      try {
        return switch (op) {
          case ADD -> Math.addExact(a, b);
          case SUBTRACT -> Math.subtractExact(a, b);
          case MULTIPLY -> Math.multiplyExact(a, b);
          case DIVIDE -> Math.divideExact(a, notZero(a, b, op));
          case MODULO -> a % notZero(a, b, op);
        };
      } catch (ArithmeticException e) {
        throw overflow(sign(op), a, b, type);
      }
    };
  }

  /** A time and an interval. Beyond the years 0000 to 9999 a time has no text, and is none. */
  private static OfTwo times(Operation op) {
    OfTwo exact = longs(op, "TIMESTAMP");
    return (a, b) -> {
      long result = (Long) exact.apply(a, b);
      if (result < Timestamps.MIN || result > Timestamps.MAX) {
        throw new ValueException("the result is no time of the years 0000 to 9999");
      }
      return result;
    };
  }

  private static OfTwo decimals(Operation op, ColumnType.Decimal type) {
    return (x, y) -> {
      BigDecimal a = (BigDecimal) x;
      BigDecimal b = (BigDecimal) y;
      if ((op == Operation.DIVIDE || op == Operation.MODULO) && b.signum() == 0) {
        throw byZero(a.toPlainString(), sign(op));
      }
      BigDecimal result =
          switch (op) {
            case ADD -> a.add(b);
            case SUBTRACT -> a.subtract(b);
            case MULTIPLY -> a.multiply(b);
            case DIVIDE -> a.divide(b, type.scale(), RoundingMode.HALF_UP);
            case MODULO -> a.remainder(b, MathContext.UNLIMITED);
          };
      try {
        return Conversion.fit(result, type);
      } catch (ValueException e) {
        throw overflow(sign(op), a.toPlainString(), b.toPlainString(), type.sql());
      }
    };
  }

  private static OfTwo doubles(Operation op) {
    return (x, y) -> {
      double a = (Double) x;
      double b = (Double) y;
      return switch (op) {
        case ADD -> a + b;
        case SUBTRACT -> a - b;
        case MULTIPLY -> a * b;
        case DIVIDE -> a / b;
        case MODULO -> a % b;
      };
    };
  }

  /** One operand may be a number: INTERVAL times or by BIGINT or DOUBLE. */
  private static OfTwo intervals(Operation op) {
    OfTwo exact = longs(op, "INTERVAL");
    OfTwo rounded = doubles(op);
    return (a, b) -> {
      if (a instanceof Long && b instanceof Long) {
        return exact.apply(a, b);
      }
      double result =
          (Double) rounded.apply(((Number) a).doubleValue(), ((Number) b).doubleValue());
      if (!(Math.abs(result) < Long.MAX_VALUE)) {
        throw overflow(sign(op), a, b, "INTERVAL");
      }
      return Math.round(result);
    };
  }

  private static long notZero(long a, long b, Operation op) {
    if (b == 0) {
      throw byZero(a, sign(op));
    }
    return b;
  }

  private static ValueException byZero(Object a, String sign) {
    return new ValueException("division by zero: %s %s 0".formatted(a, sign));
  }

  private static ValueException overflow(String sign, Object a, Object b, String type) {
    return new ValueException("%s %s %s does not fit %s".formatted(a, sign, b, type));
  }

  private static String sign(Operation op) {
    return switch (op) {
      case ADD -> "+";
      case SUBTRACT -> "-";
      case MULTIPLY -> "*";
      case DIVIDE -> "/";
      case MODULO -> "%";
    };
  }
}
