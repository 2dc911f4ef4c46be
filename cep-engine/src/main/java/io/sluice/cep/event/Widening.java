package io.sluice.cep.event;

import org.jspecify.annotations.Nullable;

/** Which conversions happen without being asked for: those that lose nothing that SQL minds. */
public final class Widening {
  private static final int INT_DIGITS = 10;
  private static final int BIGINT_DIGITS = 19;

  private Widening() {}

  /** Whether every value of {@code from} may stand where {@code to} is expected. */
  public static boolean fits(ColumnType from, ColumnType to) {
    if (from.equals(to) || from instanceof ColumnType.Null || (from.isString() && to.isString())) {
      return true;
    }
    return switch (to) {
      case ColumnType.BigInt _ -> from instanceof ColumnType.Int;
      case ColumnType.DoublePrecision _ -> from.isNumeric();
      case ColumnType.Decimal target -> {
        ColumnType.Decimal source = asDecimal(from);
        yield source != null
            && source.scale() <= target.scale()
            && source.precision() - source.scale() <= target.precision() - target.scale();
      }
      case ColumnType.ArrayOf target ->
          from instanceof ColumnType.ArrayOf source && fits(source.element(), target.element());
      case ColumnType.MapOf target ->
          from instanceof ColumnType.MapOf source && fits(source.value(), target.value());
      case ColumnType.Bool _,
          ColumnType.Int _,
          ColumnType.Str _,
          ColumnType.Text _,
          ColumnType.Timestamp _,
          ColumnType.Interval _,
          ColumnType.Null _ ->
          false;
    };
  }

  /** The type that values of both can be compared in, or null. */
  public static @Nullable ColumnType common(ColumnType a, ColumnType b) {
    if (a.equals(b) || b instanceof ColumnType.Null) {
      return a;
    }
    if (a instanceof ColumnType.Null) {
      return b;
    }
    if (a.isString() && b.isString()) {
      return ColumnType.STRING;
    }
    if (a.isNumeric() && b.isNumeric()) {
      return commonNumber(a, b);
    }
    if (a instanceof ColumnType.ArrayOf x && b instanceof ColumnType.ArrayOf y) {
      ColumnType element = common(x.element(), y.element());
      return element == null ? null : new ColumnType.ArrayOf(element);
    }
    if (a instanceof ColumnType.MapOf x && b instanceof ColumnType.MapOf y) {
      ColumnType value = common(x.value(), y.value());
      return value == null ? null : new ColumnType.MapOf(value);
    }
    return null;
  }

  /** An exact number type as a decimal: INT is DECIMAL(10,0); null for other types. */
  public static ColumnType.@Nullable Decimal asDecimal(ColumnType type) {
    return switch (type) {
      case ColumnType.Int _ -> new ColumnType.Decimal(INT_DIGITS, 0);
      case ColumnType.BigInt _ -> new ColumnType.Decimal(BIGINT_DIGITS, 0);
      case ColumnType.Decimal decimal -> decimal;
      case ColumnType.Bool _,
          ColumnType.DoublePrecision _,
          ColumnType.Str _,
          ColumnType.Text _,
          ColumnType.Timestamp _,
          ColumnType.Interval _,
          ColumnType.Null _,
          ColumnType.ArrayOf _,
          ColumnType.MapOf _ ->
          null;
    };
  }

  private static ColumnType commonNumber(ColumnType a, ColumnType b) {
    ColumnType.Decimal x = asDecimal(a);
    ColumnType.Decimal y = asDecimal(b);
    if (x == null || y == null) {
      return ColumnType.DOUBLE;
    }
    if (!(a instanceof ColumnType.Decimal) && !(b instanceof ColumnType.Decimal)) {
      return ColumnType.BIGINT;
    }
    int scale = Math.max(x.scale(), y.scale());
    int whole = Math.max(x.precision() - x.scale(), y.precision() - y.scale());
    int precision = Math.min(whole + scale, ColumnType.Decimal.MAX_PRECISION);
    return new ColumnType.Decimal(
        precision, Math.min(scale, precision - Math.min(whole, precision)));
  }
}
