package io.sluice.server.cli;

import io.sluice.percolator.FieldType;
import io.sluice.percolator.Fields;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Types for documents that nobody declared, from the first of them. Objects inside a document are
 * fields with a dot: {@code {"a":{"b":1}}} is {@code a.b}.
 */
final class GuessedFields {
  private final Map<String, FieldType> types = new LinkedHashMap<>();

  void see(Map<String, @Nullable Object> document) {
    flatten("", document).forEach((name, value) -> see(name, value));
  }

  private void see(String name, Object value) {
    if (value instanceof Collection<?> values) {
      values.forEach(element -> see(name, element));
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
    return number.precision() - number.scale() <= 18
        && (number.scale() <= 0 || number.stripTrailingZeros().scale() <= 0);
  }

  private static FieldType common(FieldType a, FieldType b) {
    if (a == b) {
      return a;
    }
    boolean numbers = isNumber(a) && isNumber(b);
    return numbers ? FieldType.DOUBLE : FieldType.TEXT;
  }

  private static boolean isNumber(FieldType type) {
    return type == FieldType.LONG || type == FieldType.DOUBLE;
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
    Map<String, Object> values = flatten("", document);
    values.replaceAll((name, value) -> value(types.get(name), value));
    return values;
  }

  private static Object value(@Nullable FieldType type, Object value) {
    if (value instanceof Collection<?> values) {
      List<Object> converted = new ArrayList<>();
      values.forEach(element -> converted.add(value(type, element)));
      return converted;
    }
    if (value instanceof BigDecimal number) {
      if (type == FieldType.DOUBLE || (type == FieldType.LONG && !isWhole(number))) {
        return number.doubleValue();
      }
      return type == FieldType.LONG ? (Object) number.longValueExact() : number.toPlainString();
    }
    return type == FieldType.TEXT || type == null ? value.toString() : value;
  }

  private static Map<String, Object> flatten(String prefix, Map<?, ?> object) {
    Map<String, Object> flat = new LinkedHashMap<>();
    object.forEach(
        (name, value) -> {
          String path = prefix + name;
          switch (value) {
            case null -> {}
            case Map<?, ?> inner -> flat.putAll(flatten(path + ".", inner));
            case Collection<?> values -> flat.put(path, scalars(values));
            default -> flat.put(path, value);
          }
        });
    return flat;
  }

  private static List<Object> scalars(Collection<?> values) {
    List<Object> scalars = new ArrayList<>();
    for (Object value : values) {
      switch (value) {
        case null -> {}
        case Collection<?> inner -> scalars.addAll(scalars(inner));
        case Map<?, ?> inner -> scalars.addAll(flatten("", inner).values());
        default -> scalars.add(value);
      }
    }
    return scalars;
  }
}
