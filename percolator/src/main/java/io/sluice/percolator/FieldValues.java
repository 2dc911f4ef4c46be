package io.sluice.percolator;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.NumericUtils;
import org.jspecify.annotations.Nullable;

/**
 * Typed values of queries and documents as sortable longs: whole numbers and epoch milliseconds as
 * they are, doubles in Lucene's order-preserving form. So one comparison serves all point types.
 */
final class FieldValues {
  /** A closed interval of sortable longs; a number is one point of it, a day many. */
  record Interval(long low, long high) {
    boolean isEmpty() {
      return low > high;
    }
  }

  /** A text that is no value of the field's type. */
  static final class BadValue extends Exception {
    private final @Nullable String hint;

    BadValue(String message, @Nullable String hint) {
      super(message);
      this.hint = hint;
    }

    @Nullable String hint() {
      return hint;
    }
  }

  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern DAY_TIME =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}[Tt ]\\d{2}:\\d{2}.*");
  private static final Pattern CUT_TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}");
  private static final int MAX_DIGITS = 1_000;
  private static final long MILLIS_OF_DAY = 86_400_000L;

  private FieldValues() {}

  /**
   * A number as it is written in decimals, or null where a text is none. Takes time in proportion
   * to the text, however many digits that has.
   */
  static @Nullable Double number(String text) {
    return NUMBER.matcher(text).matches() ? (Double) Double.parseDouble(text) : null;
  }

  /** All values that a field of a point type can have. */
  static Interval all(FieldType type) {
    return switch (type) {
      case INT -> new Interval(Integer.MIN_VALUE, Integer.MAX_VALUE);
      case DOUBLE ->
          new Interval(sortable(Double.NEGATIVE_INFINITY), sortable(Double.POSITIVE_INFINITY));
      case LONG, DATE, TEXT, STRING, BOOLEAN -> new Interval(Long.MIN_VALUE, Long.MAX_VALUE);
    };
  }

  /** What a text in a query stands for. */
  static Interval parse(Field field, String text) throws BadValue {
    return switch (field.type()) {
      case INT, LONG -> point(wholeNumber(field, text));
      case DOUBLE -> {
        if (!NUMBER.matcher(text).matches()) {
          throw new BadValue(
              field.name() + " is a number (DOUBLE), but \"" + text + "\" is not one.", null);
        }
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
          throw new BadValue(
              text + " does not fit into " + field.name() + ", which is of type DOUBLE.", null);
        }
        yield point(sortable(value));
      }
      case DATE -> date(field, text);
      case TEXT, STRING, BOOLEAN -> throw new IllegalArgumentException(field.type().name());
    };
  }

  private static Interval point(long value) {
    return new Interval(value, value);
  }

  private static long wholeNumber(Field field, String text) throws BadValue {
    if (!WHOLE.matcher(text).matches()) {
      String message =
          field.name()
              + " is a whole number ("
              + field.type()
              + "), but \""
              + text
              + "\" is not one.";
      throw new BadValue(message, null);
    }
    long value;
    try {
      value = Long.parseLong(text);
    } catch (NumberFormatException tooBig) {
      throw outside(field, text);
    }
    if (field.type() == FieldType.INT && value != (int) value) {
      throw outside(field, text);
    }
    return value;
  }

  private static BadValue outside(Field field, String text) {
    return new BadValue(
        text + " does not fit into " + field.name() + ", which is of type " + field.type() + ".",
        "The type reaches from "
            + (field.type() == FieldType.INT ? Integer.MIN_VALUE : Long.MIN_VALUE)
            + " to "
            + (field.type() == FieldType.INT ? Integer.MAX_VALUE : Long.MAX_VALUE)
            + ".");
  }

  private static Interval date(Field field, String text) throws BadValue {
    if (WHOLE.matcher(text).matches()) {
      try {
        return point(Long.parseLong(text));
      } catch (NumberFormatException tooBig) {
        throw outside(field, text);
      }
    }
    String hint =
        "Write a day (2026-01-31), a time with its zone (2026-01-31T09:00:00Z), or epoch"
            + " milliseconds.";
    try {
      if (DAY.matcher(text).matches()) {
        long start = LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        return new Interval(start, start + MILLIS_OF_DAY - 1);
      }
      return point(instant(text));
    } catch (DateTimeException | ArithmeticException notADate) {
      if (DAY_TIME.matcher(text).matches() && !text.matches(".*([zZ]|[+-]\\d{2}:\\d{2})")) {
        throw new BadValue(
            "The time \"" + text + "\" has no zone.", "Add Z for UTC: " + text.trim() + "Z.");
      }
      if (CUT_TIME.matcher(text).matches()) {
        hint = "Quote a time: " + field.name() + ":\"" + text + ":00:00Z\".";
      }
      throw new BadValue(field.name() + " is a date, but \"" + text + "\" is not one.", hint);
    }
  }

  private static long instant(String text) {
    return OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant().toEpochMilli();
  }

  /** The Lucene query for a closed interval on a point field. */
  static Query rangeQuery(Field field, Interval range) {
    return switch (field.type()) {
      case INT -> IntPoint.newRangeQuery(field.name(), (int) range.low(), (int) range.high());
      case LONG, DATE -> LongPoint.newRangeQuery(field.name(), range.low(), range.high());
      case DOUBLE ->
          DoublePoint.newRangeQuery(
              field.name(),
              NumericUtils.sortableLongToDouble(range.low()),
              NumericUtils.sortableLongToDouble(range.high()));
      case TEXT, STRING, BOOLEAN -> throw new IllegalArgumentException(field.type().name());
    };
  }

  /** A document's value of a point field. */
  static long ofDocument(Field field, Object value) {
    return switch (field.type()) {
      case INT, LONG -> {
        long whole = documentWhole(field, value);
        if (field.type() == FieldType.INT && whole != (int) whole) {
          throw unfit(field, value);
        }
        yield whole;
      }
      case DOUBLE ->
          switch (value) {
            case Number number -> sortable(number.doubleValue());
            case String text when NUMBER.matcher(text).matches() ->
                sortable(Double.parseDouble(text));
            default -> throw unfit(field, value);
          };
      case DATE -> documentDate(field, value);
      case TEXT, STRING, BOOLEAN -> throw new IllegalArgumentException(field.type().name());
    };
  }

  private static long documentWhole(Field field, Object value) {
    try {
      return switch (value) {
        case Long number -> number;
        case Integer number -> number;
        case Number number -> new BigDecimal(number.toString()).longValueExact();
        // Reading digits takes time by the square of their number.
        case String text when text.length() <= MAX_DIGITS -> new BigDecimal(text).longValueExact();
        default -> throw unfit(field, value);
      };
    } catch (ArithmeticException | NumberFormatException notWhole) {
      throw unfit(field, value);
    }
  }

  private static long documentDate(Field field, Object value) {
    try {
      return switch (value) {
        case Instant instant -> instant.toEpochMilli();
        case String text -> date(field, text).low();
        default -> documentWhole(field, value);
      };
    } catch (BadValue | ArithmeticException notADate) {
      throw unfit(field, value);
    }
  }

  private static DocumentException unfit(Field field, Object value) {
    String shown = value.toString();
    return new DocumentException(
        field.name(),
        "The field "
            + field.name()
            + " is of type "
            + field.type()
            + ", but the document has \""
            + (shown.length() > 80 ? shown.substring(0, 80) + "..." : shown)
            + "\".");
  }

  /** A document's value of a field that is searched by words: the text of it. */
  static String textOf(@Nullable Field field, Object value) {
    String text =
        switch (value) {
          case String string -> string;
          case Double number -> plain(number);
          case Float number -> plain(number.doubleValue());
          default -> value.toString();
        };
    if (field == null || field.type() != FieldType.BOOLEAN) {
      return text;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (!lower.equals("true") && !lower.equals("false")) {
      throw unfit(field, value);
    }
    return lower;
  }

  /** 5.0 is written 5, so that a search for the number finds it however a sender wrote it. */
  private static String plain(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return Double.toString(number);
    }
    BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    return exact.signum() == 0 ? "0" : exact.toPlainString();
  }

  /** -0.0 counts as 0.0. */
  private static long sortable(double value) {
    return NumericUtils.doubleToSortableLong(value + 0.0);
  }
}
