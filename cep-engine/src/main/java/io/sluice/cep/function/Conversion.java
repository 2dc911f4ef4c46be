package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Timestamps;
import io.sluice.cep.event.ValueText;
import io.sluice.cep.event.Widening;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of one type as a value of another: CAST, and the conversions that happen unasked. */
@FunctionalInterface
public interface Conversion {
  Conversion IDENTITY = value -> value;

  /** Takes a value that is not null. Throws {@link ValueException} where it does not fit. */
  Object apply(Object value);

  /** The conversion, or null where CAST between these types makes no sense. */
  static @Nullable Conversion between(ColumnType from, ColumnType to) {
    if (from.equals(to) || from instanceof ColumnType.Null || (from.isString() && to.isString())) {
      return IDENTITY;
    }
    return switch (to) {
      case ColumnType.Bool _ -> toBoolean(from);
      case ColumnType.Int _ -> toInt(from);
      case ColumnType.BigInt _ -> toWhole(from, "BIGINT");
      case ColumnType.DoublePrecision _ -> toDouble(from);
      case ColumnType.Decimal decimal -> toDecimal(from, decimal);
      case ColumnType.Str _, ColumnType.Text _ ->
          from instanceof ColumnType.Interval ? null : value -> ValueText.of(value, from);
      case ColumnType.Timestamp _ -> toTimestamp(from);
      case ColumnType.ArrayOf array -> toArray(from, array);
      case ColumnType.MapOf map -> toMap(from, map);
      case ColumnType.Interval _, ColumnType.Null _ -> null;
    };
  }

  /**
   * Whether a column of type {@code to} takes values of {@code from} without a CAST, as SQL's
   * assignment does: what widens, and exact numbers among each other (checked when they are
   * stored), save that a fraction is never dropped.
   */
  static boolean isAssignable(ColumnType from, ColumnType to) {
    if (Widening.fits(from, to)) {
      return true;
    }
    ColumnType.Decimal source = Widening.asDecimal(from);
    ColumnType.Decimal target = Widening.asDecimal(to);
    return source != null
        && target != null
        && (source.scale() == 0 || to instanceof ColumnType.Decimal);
  }

  private static @Nullable Conversion toBoolean(ColumnType from) {
    if (from.isString()) {
      return value ->
          switch (((String) value).strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw unreadable(value, "BOOLEAN");
          };
    }
    if (from.isNumeric()) {
      return value -> ((Number) value).doubleValue() != 0;
    }
    return null;
  }

  private static @Nullable Conversion toInt(ColumnType from) {
    Conversion big = from instanceof ColumnType.Timestamp ? null : toWhole(from, "INT");
    return big == null
        ? null
        : value -> {
          long number = (Long) big.apply(value);
          if (number != (int) number) {
            throw outOfRange(value, from, "INT");
          }
          return (int) number;
        };
  }

  private static @Nullable Conversion toWhole(ColumnType from, String type) {
    return switch (from) {
      case ColumnType.Bool _ -> value -> (Boolean) value ? 1L : 0L;
      case ColumnType.Int _ -> value -> ((Integer) value).longValue();
      case ColumnType.BigInt _, ColumnType.Timestamp _ -> IDENTITY;
      case ColumnType.DoublePrecision _ ->
          value -> {
            double number = (Double) value;
            if (!Double.isFinite(number)) {
              throw outOfRange(value, from, type);
            }
            return whole(BigDecimal.valueOf(number), value, from, type);
          };
      case ColumnType.Decimal _ -> value -> whole((BigDecimal) value, value, from, type);
      case ColumnType.Str _, ColumnType.Text _ ->
          value -> whole(wholeNumber(value, type), value, from, type);
      case ColumnType.Interval _, ColumnType.Null _, ColumnType.ArrayOf _, ColumnType.MapOf _ ->
          null;
    };
  }

  private static @Nullable Conversion toDouble(ColumnType from) {
    if (from.isNumeric()) {
      return value -> ((Number) value).doubleValue();
    }
    if (from.isString()) {
      return value ->
          switch (((String) value).strip()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> number(value, "DOUBLE").doubleValue();
          };
    }
    return from instanceof ColumnType.Bool ? value -> (Boolean) value ? 1.0 : 0.0 : null;
  }

  private static @Nullable Conversion toDecimal(ColumnType from, ColumnType.Decimal to) {
    return switch (from) {
      case ColumnType.Int _, ColumnType.BigInt _ ->
          value -> fit(BigDecimal.valueOf(((Number) value).longValue()), to);
      case ColumnType.DoublePrecision _ ->
          value -> {
            double number = (Double) value;
            if (!Double.isFinite(number)) {
              throw outOfRange(value, from, to.sql());
            }
            return fit(BigDecimal.valueOf(number), to);
          };
      case ColumnType.Decimal _ -> value -> fit((BigDecimal) value, to);
      case ColumnType.Str _, ColumnType.Text _ -> value -> fit(number(value, to.sql()), to);
      case ColumnType.Bool _ ->
          value -> fit((Boolean) value ? BigDecimal.ONE : BigDecimal.ZERO, to);
      case ColumnType.Timestamp _,
          ColumnType.Interval _,
          ColumnType.Null _,
          ColumnType.ArrayOf _,
          ColumnType.MapOf _ ->
          null;
    };
  }

  private static @Nullable Conversion toTimestamp(ColumnType from) {
    if (from.isString()) {
      return value ->
          Timestamps.parse((String) value)
              .orElseThrow(
                  () ->
                      new ValueException(
                          "'%s' is no timestamp; write it as 2026-01-31T09:00:00.000Z"
                              .formatted(value)));
    }
    return switch (from) {
      case ColumnType.BigInt _ -> IDENTITY;
      case ColumnType.Int _ -> value -> ((Integer) value).longValue();
      default -> null;
    };
  }

  private static @Nullable Conversion toArray(ColumnType from, ColumnType.ArrayOf to) {
    if (!(from instanceof ColumnType.ArrayOf source)) {
      return null;
    }
    Conversion element = between(source.element(), to.element());
    return element == null
        ? null
        : value -> {
          var out = new ArrayList<@Nullable Object>();
          for (Object each : (List<?>) value) {
            out.add(each == null ? null : element.apply(each));
          }
          return out;
        };
  }

  private static @Nullable Conversion toMap(ColumnType from, ColumnType.MapOf to) {
    if (!(from instanceof ColumnType.MapOf source)) {
      return null;
    }
    Conversion element = between(source.value(), to.value());
    return element == null
        ? null
        : value -> {
          var out = new LinkedHashMap<Object, @Nullable Object>();
          ((Map<?, ?>) value).forEach((k, v) -> out.put(k, v == null ? null : element.apply(v)));
          return out;
        };
  }

  /** The number with the scale of {@code type}, rounded half up; too many digits are an error. */
  static BigDecimal fit(BigDecimal number, ColumnType.Decimal type) {
    BigDecimal scaled =
        number.scale() == type.scale()
            ? number
            : number.setScale(type.scale(), RoundingMode.HALF_UP);
    if (scaled.precision() > type.precision() && scaled.signum() != 0) {
      throw new ValueException("%s does not fit %s".formatted(number.toPlainString(), type.sql()));
    }
    return scaled;
  }

  private static long whole(BigDecimal number, Object value, ColumnType from, String type) {
    BigDecimal rounded = number.setScale(0, RoundingMode.HALF_UP);
    if (rounded.precision() > 19 || rounded.toBigInteger().bitLength() > 63) {
      throw outOfRange(value, from, type);
    }
    return rounded.longValue();
  }

  private static BigDecimal number(Object text, String type) {
    String stripped = ((String) text).strip();
    // An exponent of millions would take gigabytes once it is written out.
    if (stripped.length() > 100) {
      throw unreadable(text, type);
    }
    try {
      var number = new BigDecimal(stripped);
      if (Math.abs((long) number.scale()) > 1000) {
        throw unreadable(text, type);
      }
      return number;
    } catch (NumberFormatException e) {
      throw unreadable(text, type);
    }
  }

  /** A text is read as it is: what looks like another type is not rounded away. */
  private static BigDecimal wholeNumber(Object text, String type) {
    BigDecimal number = number(text, type);
    if (number.scale() > 0) {
      throw new ValueException(
          "'%s' is no whole number; to round it, CAST the text to DOUBLE first"
              .formatted(((String) text).strip()));
    }
    return number;
  }

  private static ValueException unreadable(Object value, String type) {
    String text = value.toString();
    return new ValueException(
        "'%s' is no %s".formatted(text.length() > 50 ? text.substring(0, 50) + "..." : text, type));
  }

  private static ValueException outOfRange(Object value, ColumnType from, String to) {
    return new ValueException(
        "%s is out of the range of %s".formatted(ValueText.of(value, from), to));
  }
}
