package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the functions of numbers share. */
final class Numbers {
  private Numbers() {}

  /** The type of a number without its fraction: one digit more, for 9.5 becomes 10. */
  static ColumnType whole(ColumnType type) {
    return type instanceof ColumnType.Decimal d
        ? new ColumnType.Decimal(
            Math.min(
                d.precision() - d.scale() + (d.scale() > 0 ? 1 : 0),
                ColumnType.Decimal.MAX_PRECISION),
            0)
        : type;
  }

  static ScalarFunction.@Nullable Overload commonNumber(List<ColumnType> arguments) {
    var common = Typing.common().resolve(arguments);
    return common != null && common.result().isNumeric() ? common : null;
  }

  /** A common type whose values have an order. */
  static ScalarFunction.@Nullable Overload ordered(List<ColumnType> arguments) {
    var common = Typing.common().resolve(arguments);
    return common == null
            || common.result() instanceof ColumnType.ArrayOf
            || common.result() instanceof ColumnType.MapOf
        ? null
        : common;
  }

  static Object round(Object number, long digits) {
    return scaled(number, digits, RoundingMode.HALF_UP);
  }

  static Object truncate(Object number, long digits) {
    return scaled(number, digits, RoundingMode.DOWN);
  }

  static double positive(String function, double number) {
    if (number <= 0) {
      throw new ValueException("%s takes numbers above 0, not %s".formatted(function, number));
    }
    return number;
  }

  static double defined(String function, double result) {
    if (Double.isNaN(result)) {
      throw new ValueException("%s takes numbers from -1 to 1".formatted(function));
    }
    return result;
  }

  private static Object scaled(Object number, long digits, RoundingMode mode) {
    // No number here has more than 400 digits on either side of the point.
    int scale = (int) Math.max(-400, Math.min(400, digits));
    return switch (number) {
      case BigDecimal n -> n.scale() <= scale ? n : n.setScale(scale, mode);
      case Double n ->
          Double.isFinite(n) ? BigDecimal.valueOf(n).setScale(scale, mode).doubleValue() : n;
      case Integer n -> exactInt(roundWhole(n.longValue(), scale, mode));
      case Long n -> roundWhole(n, scale, mode);
      default -> throw new IllegalStateException("no number");
    };
  }

  private static long roundWhole(long number, int scale, RoundingMode mode) {
    if (scale >= 0) {
      return number;
    }
    BigDecimal rounded = BigDecimal.valueOf(number).setScale(scale, mode);
    if (rounded.toBigInteger().bitLength() > 63) {
      throw new ValueException("%s rounded does not fit BIGINT".formatted(number));
    }
    return rounded.longValue();
  }

  private static int exactInt(long number) {
    if (number != (int) number) {
      throw new ValueException("%s does not fit INT".formatted(number));
    }
    return (int) number;
  }
}
