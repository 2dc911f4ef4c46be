package io.sluice.server.cli;

import io.sluice.cep.search.EventDocument;
import io.sluice.percolator.FieldType;
import io.sluice.percolator.Fields;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Types for documents that nobody declared, from the first of them. Objects inside a document are
 * fields with a dot: {@code {"a":{"b":1}}} is {@code a.b}.
 */
final class GuessedFields {
  private static final int MOST_ZEROS = 1_000;

  private final Map<String, FieldType> types = new LinkedHashMap<>();

  /** It holds times, whatever the documents say. */
  void date(String field) {
    types.put(field, FieldType.DATE);
  }

  void see(Map<String, @Nullable Object> document) {
    EventDocument.flat(document).forEach((name, value) -> see(name, value));
  }

  private void see(String name, Object value) {
    if (value instanceof Collection<?> values) {
      values.stream().filter(Objects::nonNull).forEach(element -> see(name, element));
      return;
    }
    types.merge(name, typeOf(value), GuessedFields::common);
  }

  private static FieldType typeOf(Object value) {
    return switch (value) {
      case Boolean _ -> FieldType.BOOLEAN;
      case BigDecimal number -> isWhole(number) ? FieldType.LONG : FieldType.DOUBLE;
      default -> FieldType.TEXT;
    };
  }

  private static boolean isWhole(BigDecimal number) {
    return number.precision() - (long) number.scale() <= 18
        && (number.scale() <= 0 || number.stripTrailingZeros().scale() <= 0);
  }

  private static FieldType common(FieldType a, FieldType b) {
    if (a == b || a == FieldType.DATE) {
      return a;
    }
    boolean numbers = isNumber(a) && isNumber(b);
    return numbers ? FieldType.DOUBLE : FieldType.TEXT;
  }

  private static boolean isNumber(FieldType type) {
    return type == FieldType.LONG || type == FieldType.DOUBLE;
  }

  /** The fields that documents had so far. */
  List<String> names() {
    return List.copyOf(types.keySet());
  }

  /**
   * @param analyzers of fields that are texts then, whatever the documents say
   */
  Fields fields(@Nullable String defaultField, Map<String, String> analyzers) {
    Fields.Builder builder = Fields.builder().open(true);
    analyzers.keySet().forEach(name -> types.put(name, FieldType.TEXT));
    types.forEach(
        (name, type) -> {
          String analyzer = analyzers.get(name);
          if (analyzer == null) {
            builder.field(name, type);
          } else {
            builder.text(name, analyzer);
          }
        });
    if (defaultField == null) {
      builder.defaultFields(
          types.entrySet().stream()
              .filter(e -> e.getValue() == FieldType.TEXT)
              .map(Map.Entry::getKey)
              .toArray(String[]::new));
    } else {
      FieldType type = types.get(defaultField);
      if (type != null && type != FieldType.TEXT) {
        throw new UserError(
            "the default field '"
                + defaultField
                + "' holds "
                + type
                + " values; bare words need a text");
      }
      if (type == null && !types.isEmpty()) {
        throw new UserError(
            "no document has the default field '"
                + defaultField
                + "'"
                + Errors.didYouMean(defaultField, List.copyOf(types.keySet())));
      }
      builder.defaultFields(defaultField);
    }
    return builder.build();
  }

  /** The document with values of the types that were settled on. */
  Map<String, Object> values(Map<String, @Nullable Object> document) {
    Map<String, Object> values = EventDocument.flat(document);
    values.replaceAll((name, value) -> value(types.get(name), value));
    return values;
  }

  private static Object value(@Nullable FieldType type, Object value) {
    if (value instanceof Collection<?> values) {
      List<@Nullable Object> converted = new ArrayList<>();
      values.forEach(element -> converted.add(element == null ? null : value(type, element)));
      return converted;
    }
    if (value instanceof BigDecimal number) {
      if (type == FieldType.DOUBLE || (type == FieldType.LONG && !isWhole(number))) {
        return number.doubleValue();
      }
      return type == FieldType.LONG || (type == FieldType.DATE && isWhole(number))
          ? (Object) number.longValueExact()
          : written(number);
    }
    return type == FieldType.TEXT || type == null ? value.toString() : value;
  }

  /** All its digits, but for the billion zeros of 1e999999999. */
  private static String written(BigDecimal number) {
    return Math.abs((long) number.scale()) > MOST_ZEROS
        ? number.toString()
        : number.toPlainString();
  }
}
