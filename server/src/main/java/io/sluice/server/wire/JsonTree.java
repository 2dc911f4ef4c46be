package io.sluice.server.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON of no schema as plain values: String, BigDecimal, Boolean, List, Map in the order of the
 * text, or null. Numbers keep all their digits.
 */
public final class JsonTree {
  private JsonTree() {}

  /** Reads one value; the message of what it throws says where the text stops being JSON. */
  public static @Nullable Object read(String json) throws BadEvent {
    try (JsonParser in = JsonText.FACTORY.createParser(json)) {
      if (in.nextToken() == null) {
        throw new BadEvent("not-json", null, "Nothing stands where JSON is expected.");
      }
      Object value = value(in);
      if (in.nextToken() != null) {
        throw new BadEvent("not-json", null, "More follows after the end of the JSON value.");
      }
      return value;
    } catch (IOException e) {
      throw new BadEvent("not-json", null, "This is not JSON: " + JsonText.complaint(e) + ".");
    }
  }

  /** Reads the values of a text that stand one behind the other, as in NDJSON. */
  public static List<@Nullable Object> readAll(String json) throws BadEvent {
    try (JsonParser in = JsonText.FACTORY.createParser(json)) {
      List<@Nullable Object> values = new ArrayList<>();
      while (in.nextToken() != null) {
        values.add(value(in));
      }
      return values;
    } catch (IOException e) {
      throw new BadEvent("not-json", null, "This is not JSON: " + JsonText.complaint(e) + ".");
    }
  }

  /** Reads one object. */
  public static Map<String, @Nullable Object> readObject(String json) throws BadEvent {
    return object(read(json));
  }

  /** A value that must be an object. */
  public static Map<String, @Nullable Object> object(@Nullable Object value) throws BadEvent {
    if (value instanceof Map<?, ?> map) {
      var fields = new LinkedHashMap<String, @Nullable Object>();
      map.forEach((name, member) -> fields.put(String.valueOf(name), member));
      return fields;
    }
    throw new BadEvent("bad-type", null, "A JSON object is expected here.");
  }

  private static @Nullable Object value(JsonParser in) throws IOException, BadEvent {
    return switch (in.currentToken()) {
      case VALUE_STRING -> in.getText();
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(in);
      case START_ARRAY -> {
        var values = new ArrayList<@Nullable Object>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
          values.add(value(in));
        }
        yield values;
      }
      case START_OBJECT -> {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
          String name = in.currentName();
          in.nextToken();
          fields.put(name, value(in));
        }
        yield fields;
      }
      default -> null;
    };
  }

  private static BigDecimal number(JsonParser in) throws IOException, BadEvent {
    try {
      return in.getDecimalValue();
    } catch (NumberFormatException exponent) {
      throw new BadEvent(
          "out-of-range",
          null,
          "The exponent of %s is too large or too small; take one of at most nine digits."
              .formatted(in.getText()));
    }
  }

  /** Plain values, and the other classes of column values, as JSON. */
  public static String write(@Nullable Object value) {
    return JsonBytes.string(out -> ValueWriter.any(out, value));
  }

  /** Whether two trees mean the same: numbers by value, objects by key. */
  public static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return a == b;
    }
    if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
      return x.compareTo(y) == 0;
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      if (x.size() != y.size()) {
        return false;
      }
      Iterator<?> other = y.iterator();
      return x.stream().allMatch(element -> same(element, other.next()));
    }
    if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
      return x.keySet().equals(y.keySet())
          && x.keySet().stream().allMatch(name -> same(x.get(name), y.get(name)));
    }
    return a.equals(b);
  }
}
