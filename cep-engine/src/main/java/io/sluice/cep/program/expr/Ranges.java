package io.sluice.cep.program.expr;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Timestamps;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.plan.TypedExpr;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Between which numbers the value of an exact expression lies, whatever the rows: so it can be told
 * that {@code 2 * A.price} of a DECIMAL(9,2) overflows never, and {@code A.id + 1} of a BIGINT may.
 */
final class Ranges {
  private record Range(BigDecimal least, BigDecimal most) {
    boolean isWithin(Range other) {
      return least.compareTo(other.least) >= 0 && most.compareTo(other.most) <= 0;
    }
  }

  private Ranges() {}

  /** Whether the result has its type always; its operands have theirs. */
  static boolean fits(TypedExpr expr) {
    return range(expr) != null;
  }

  /** Null where it is not known, or where a value may be beyond its type. */
  private static @Nullable Range range(TypedExpr expr) {
    Range type = ofType(expr.type());
    if (type == null) {
      return null;
    }
    if (Constants.isConstant(expr)) {
      return constant(expr);
    }
    Range range =
        switch (expr) {
          case TypedExpr.Column _ -> type;
          case TypedExpr.Navigate e -> range(e.operand());
          case TypedExpr.Convert e when isExact(e) -> range(e.operand());
          case TypedExpr.Arithmetic e -> arithmetic(e);
          case TypedExpr.Negate e -> {
            Range operand = range(e.operand());
            yield operand == null ? null : new Range(operand.most.negate(), operand.least.negate());
          }
          default -> null;
        };
    return range != null && range.isWithin(type) ? range : null;
  }

  /** Whether a whole number or a decimal stays what it is. */
  static boolean isExact(TypedExpr.Convert expr) {
    if (!(expr.type() instanceof ColumnType.Decimal to)) {
      return expr.type().equals(expr.operand().type())
          || expr.type() instanceof ColumnType.BigInt
              && expr.operand().type() instanceof ColumnType.Int;
    }
    return switch (expr.operand().type()) {
      case ColumnType.Int _, ColumnType.BigInt _ -> true;
      case ColumnType.Decimal from -> from.scale() <= to.scale();
      default -> false;
    };
  }

  /** Whether each value of the type is one of the decimals. */
  static boolean holds(ColumnType.Decimal to, ColumnType of) {
    Range all = ofType(of);
    Range room = ofType(to);
    return all != null && room != null && all.isWithin(room);
  }

  private static @Nullable Range constant(TypedExpr expr) {
    try {
      return switch (Constants.value(expr)) {
        case Integer n -> same(BigDecimal.valueOf(n));
        case Long n -> same(BigDecimal.valueOf(n));
        case BigDecimal n -> same(n);
        case null, default -> null;
      };
    } catch (ValueException e) {
      return null;
    }
  }

  private static Range same(BigDecimal n) {
    return new Range(n, n);
  }

  private static @Nullable Range ofType(ColumnType type) {
    return switch (type) {
      case ColumnType.Int _ -> whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
      case ColumnType.BigInt _, ColumnType.Interval _ -> whole(Long.MIN_VALUE, Long.MAX_VALUE);
      case ColumnType.Timestamp _ -> whole(Timestamps.MIN, Timestamps.MAX);
      case ColumnType.Decimal d -> {
        var most = BigDecimal.TEN.pow(d.precision()).subtract(BigDecimal.ONE);
        var scaled = most.scaleByPowerOfTen(-d.scale());
        yield new Range(scaled.negate(), scaled);
      }
      case ColumnType.Bool _,
          ColumnType.DoublePrecision _,
          ColumnType.Str _,
          ColumnType.Text _,
          ColumnType.ArrayOf _,
          ColumnType.MapOf _,
          ColumnType.Null _ ->
          null;
    };
  }

  private static Range whole(long least, long most) {
    return new Range(BigDecimal.valueOf(least), BigDecimal.valueOf(most));
  }

  private static @Nullable Range arithmetic(TypedExpr.Arithmetic expr) {
    Range a = range(expr.left());
    Range b = range(expr.right());
    if (a == null || b == null) {
      return null;
    }
    return switch (expr.op()) {
      case ADD -> new Range(a.least.add(b.least), a.most.add(b.most));
      case SUBTRACT -> new Range(a.least.subtract(b.most), a.most.subtract(b.least));
      case MULTIPLY ->
          rounded(
              a.least.multiply(b.least),
              a.least.multiply(b.most),
              a.most.multiply(b.least),
              a.most.multiply(b.most));
      case DIVIDE -> {
        boolean constant = b.least.equals(b.most) && b.least.signum() != 0;
        yield constant ? rounded(divided(a.least, b.least), divided(a.most, b.least)) : null;
      }
      case MODULO -> null;
    };
  }

  private static BigDecimal divided(BigDecimal a, BigDecimal b) {
    return a.divide(b, ColumnType.Decimal.MAX_PRECISION, RoundingMode.HALF_UP);
  }

  /** The scale of the result may be less than that of the operands. */
  private static Range rounded(BigDecimal... ends) {
    BigDecimal most = Stream.of(ends).map(BigDecimal::abs).reduce(BigDecimal::max).orElseThrow();
    BigDecimal end = most.setScale(0, RoundingMode.UP).add(BigDecimal.ONE);
    return new Range(end.negate(), end);
  }
}
