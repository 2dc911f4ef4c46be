package io.sluice.server.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Timestamps;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One JSON value at the parser's place to a value of a column type, or of no declared type. */
final class ValueReader {
  private ValueReader() {}

  static @Nullable Object read(JsonParser in, ColumnType type, String pointer)
      throws IOException, BadEvent {
    if (in.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    return switch (type) {
      case ColumnType.Bool _ ->
          switch (in.currentToken()) {
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> throw badType(in, type, pointer, "Write true or false without quotes.");
          };
      case ColumnType.Int _ -> (int) whole(in, type, pointer, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case ColumnType.BigInt _ -> whole(in, type, pointer, Long.MIN_VALUE, Long.MAX_VALUE);
      case ColumnType.DoublePrecision _ -> floating(in, type, pointer);
      case ColumnType.Decimal decimal -> decimal(in, decimal, pointer);
      case ColumnType.Str _, ColumnType.Text _ -> string(in, type, pointer);
      case ColumnType.Timestamp _ -> timestamp(in, type, pointer);
      case ColumnType.ArrayOf array -> array(in, array, pointer);
      case ColumnType.MapOf map -> map(in, map, pointer);
      case ColumnType.Interval _ -> whole(in, type, pointer, Long.MIN_VALUE, Long.MAX_VALUE);
      case ColumnType.Null _ -> throw badType(in, type, pointer, "Leave it out.");
    };
  }

  private static long whole(
      JsonParser in, ColumnType type, String pointer, long least, long greatest)
      throws IOException, BadEvent {
    JsonToken token = in.currentToken();
    if (token == JsonToken.VALUE_NUMBER_INT) {
      switch (in.getNumberType()) {
        case INT, LONG -> {
          long value = in.getLongValue();
          if (value >= least && value <= greatest) {
            return value;
          }
        }
        default -> {}
      }
      throw outOfRange(in, type, pointer, least + " to " + greatest);
    }
    if (token == JsonToken.VALUE_NUMBER_FLOAT) {
      // 5.0 and 1e3 are whole numbers too; some writers know one kind of number only.
      try {
        long value = in.getDecimalValue().longValueExact();
        if (value >= least && value <= greatest) {
          return value;
        }
        throw outOfRange(in, type, pointer, least + " to " + greatest);
      } catch (ArithmeticException e) {
        throw badType(in, type, pointer, "Only whole numbers are taken.");
      }
    }
    throw badType(in, type, pointer, numberAdvice(in));
  }

  private static Double floating(JsonParser in, ColumnType type, String pointer)
      throws IOException, BadEvent {
    JsonToken token = in.currentToken();
    if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      double value = in.getDoubleValue();
      if (Double.isInfinite(value)) {
        throw outOfRange(in, type, pointer, "-1.8e308 to 1.8e308");
      }
      return value;
    }
    if (token == JsonToken.VALUE_STRING) {
      switch (in.getText()) {
        case "NaN":
          return Double.NaN;
        case "Infinity":
          return Double.POSITIVE_INFINITY;
        case "-Infinity":
          return Double.NEGATIVE_INFINITY;
        default:
          break;
      }
    }
    throw badType(in, type, pointer, numberAdvice(in));
  }

  private static BigDecimal decimal(JsonParser in, ColumnType.Decimal type, String pointer)
      throws IOException, BadEvent {
    BigDecimal value;
    JsonToken token = in.currentToken();
    if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      value = in.getDecimalValue();
    } else if (token == JsonToken.VALUE_STRING && in.getTextLength() <= 1000) {
      try {
        value = new BigDecimal(in.getText());
      } catch (NumberFormatException e) {
        throw badType(in, type, pointer, numberAdvice(in));
      }
    } else {
      throw badType(in, type, pointer, numberAdvice(in));
    }
    // Bounds first: bringing 1e1000000000 to a scale would write all its zeros.
    BigDecimal bare = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    if ((long) bare.precision() - bare.scale() > type.precision() - type.scale()) {
      throw outOfRange(
          in, type, pointer, (type.precision() - type.scale()) + " digits before the point");
    }
    if (bare.scale() > type.scale()) {
      throw new BadEvent(
          "out-of-range",
          pointer,
          "`%s` is %s, which takes %d digits behind the point; found %s. Round it first."
              .formatted(name(pointer), type.ofValues(), type.scale(), JsonText.found(in)));
    }
    return bare.setScale(type.scale());
  }

  private static String string(JsonParser in, ColumnType type, String pointer)
      throws IOException, BadEvent {
    if (in.currentToken() == JsonToken.VALUE_STRING) {
      return JsonText.wellFormed(in.getText(), pointer);
    }
    boolean scalar = in.currentToken().isScalarValue();
    throw badType(in, type, pointer, scalar ? "Put it in quotes." : "Give one string.");
  }

  private static Long timestamp(JsonParser in, ColumnType type, String pointer)
      throws IOException, BadEvent {
    if (in.currentToken() == JsonToken.VALUE_STRING) {
      OptionalLong time = Timestamps.parse(in.getText());
      if (time.isPresent()) {
        return time.getAsLong();
      }
    }
    if (in.currentToken() == JsonToken.VALUE_NUMBER_INT
        || in.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
      long time = whole(in, type, pointer, Long.MIN_VALUE, Long.MAX_VALUE);
      if (time >= Timestamps.MIN && time <= Timestamps.MAX) {
        return time;
      }
      throw outOfRange(in, type, pointer, "the years 0000 to 9999 in milliseconds since 1970");
    }
    throw badType(
        in,
        type,
        pointer,
        "Write RFC 3339, such as \"2026-01-31T09:00:00.000Z\", or milliseconds since 1970.");
  }

  private static List<@Nullable Object> array(
      JsonParser in, ColumnType.ArrayOf type, String pointer) throws IOException, BadEvent {
    if (in.currentToken() != JsonToken.START_ARRAY) {
      throw badType(in, type, pointer, "Give an array, such as [ ... ].");
    }
    var values = new ArrayList<@Nullable Object>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      values.add(read(in, type.element(), pointer + "/" + values.size()));
    }
    return Collections.unmodifiableList(values);
  }

  private static Map<String, @Nullable Object> map(
      JsonParser in, ColumnType.MapOf type, String pointer) throws IOException, BadEvent {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw badType(in, type, pointer, "Give an object, such as { ... }.");
    }
    var values = new LinkedHashMap<String, @Nullable Object>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      String at = pointer + JsonText.step(name);
      in.nextToken();
      if (values.containsKey(name)) {
        throw duplicate(name, at);
      }
      values.put(name, read(in, type.value(), at));
    }
    return Collections.unmodifiableMap(values);
  }

  /** A value without a declared type: String, Long, Double, Boolean, List, Map or null. */
  static @Nullable Object any(JsonParser in, String pointer) throws IOException, BadEvent {
    return switch (in.currentToken()) {
      case VALUE_STRING -> JsonText.wellFormed(in.getText(), pointer);
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NUMBER_INT ->
          in.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? (Object) in.getDoubleValue()
              : (Object) in.getLongValue();
      case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
      case START_ARRAY -> {
        var values = new ArrayList<@Nullable Object>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
          values.add(any(in, pointer + "/" + values.size()));
        }
        yield Collections.unmodifiableList(values);
      }
      case START_OBJECT -> {
        var values = new LinkedHashMap<String, @Nullable Object>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
          String name = in.currentName();
          in.nextToken();
          values.put(name, any(in, pointer + JsonText.step(name)));
        }
        yield Collections.unmodifiableMap(values);
      }
      default -> null;
    };
  }

  static BadEvent duplicate(String name, String pointer) {
    return new BadEvent(
        "duplicate-field", pointer, "`" + name + "` stands twice in the event. Leave one out.");
  }

  private static BadEvent badType(JsonParser in, ColumnType type, String pointer, String advice)
      throws IOException {
    return new BadEvent(
        "bad-type",
        pointer,
        "`%s` must be %s, found %s. %s"
            .formatted(name(pointer), type.ofValues(), JsonText.found(in), advice)
            .strip());
  }

  private static BadEvent outOfRange(JsonParser in, ColumnType type, String pointer, String range)
      throws IOException {
    return new BadEvent(
        "out-of-range",
        pointer,
        "`%s` is %s, which takes %s; found %s."
            .formatted(name(pointer), type.ofValues(), range, JsonText.found(in)));
  }

  private static String numberAdvice(JsonParser in) throws IOException {
    if (in.currentToken() != JsonToken.VALUE_STRING) {
      return "Give a number.";
    }
    String text = in.getText().strip();
    String dotted = text.indexOf('.') < 0 ? text.replace(',', '.') : text;
    try {
      new BigDecimal(dotted);
    } catch (NumberFormatException e) {
      return "Give a number.";
    }
    return dotted.equals(text)
        ? "Write " + JsonText.shortened(text, 40) + " without quotes."
        : "Use a dot and no quotes: " + JsonText.shortened(dotted, 40) + ".";
  }

  /** The pointer as people write it: {@code tags/3}. */
  private static String name(String pointer) {
    return pointer.isEmpty()
        ? "the value"
        : pointer.substring(1).replace("~1", "/").replace("~0", "~");
  }
}
