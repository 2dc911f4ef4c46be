package io.sluice.cep.search;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Event;
import io.sluice.cep.event.Schema;
import io.sluice.percolator.Document;
import io.sluice.percolator.Search;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An event as a document of the percolator; the only place where the two meet. Fields of maps, and
 * of objects in undeclared fields, are named with a point: {@code attrs.color}.
 */
public final class EventDocument {
  private EventDocument() {}

  public static Document of(Event event, Schema schema) {
    return of(event, schema, _ -> true);
  }

  /** With the fields of these names alone: a search needs no others than those it looks into. */
  static Document of(Event event, Schema schema, Set<String> wanted) {
    return of(
        event,
        schema,
        wanted.contains(Search.ALL_FIELDS)
            ? _ -> true
            : name -> wanted.stream().anyMatch(w -> w.equals(name) || w.startsWith(name + ".")));
  }

  private static Document of(Event event, Schema schema, Predicate<String> wanted) {
    var fields = new HashMap<String, Object>();
    for (int i = 0; i < schema.size(); i++) {
      Object value = event.values()[i];
      if (value != null && wanted.test(schema.column(i).name())) {
        add(fields, schema.column(i).name(), value, schema.column(i).type());
      }
    }
    event
        .extra()
        .forEach(
            (name, value) -> {
              if (wanted.test(name)) {
                addUndeclared(fields, name, value);
              }
            });
    return Document.of(fields);
  }

  private static void add(Map<String, Object> fields, String name, Object value, ColumnType type) {
    switch (type) {
      case ColumnType.MapOf map ->
          ((Map<?, ?>) value)
              .forEach(
                  (key, element) -> {
                    if (element != null) {
                      add(fields, name + "." + key, element, map.value());
                    }
                  });
      case ColumnType.ArrayOf array -> {
        var elements = new ArrayList<Object>();
        for (Object element : (List<?>) value) {
          if (element != null) {
            elements.add(scalar(element, array.element()));
          }
        }
        fields.put(name, elements);
      }
      case ColumnType.Bool _,
          ColumnType.Int _,
          ColumnType.BigInt _,
          ColumnType.DoublePrecision _,
          ColumnType.Decimal _,
          ColumnType.Str _,
          ColumnType.Text _,
          ColumnType.Timestamp _,
          ColumnType.Interval _,
          ColumnType.Null _ ->
          fields.put(name, scalar(value, type));
    }
  }

  private static Object scalar(Object value, ColumnType type) {
    if (type instanceof ColumnType.Timestamp && value instanceof Long millis) {
      return Instant.ofEpochMilli(millis);
    }
    return value instanceof BigDecimal decimal ? decimal.doubleValue() : value;
  }

  private static void addUndeclared(
      Map<String, Object> fields, String name, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case Map<?, ?> map ->
          map.forEach((key, inner) -> addUndeclared(fields, name + "." + key, inner));
      case List<?> list -> {
        var scalars = new ArrayList<Object>();
        for (Object element : list) {
          if (element instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> addUndeclared(fields, name + "." + key, inner));
          } else if (element != null) {
            scalars.add(element);
          }
        }
        if (!scalars.isEmpty()) {
          fields.put(name, scalars);
        }
      }
      default -> fields.put(name, value);
    }
  }
}
