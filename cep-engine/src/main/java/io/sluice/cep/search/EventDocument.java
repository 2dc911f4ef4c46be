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
import java.util.LinkedHashMap;
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
        var lists = new LinkedHashMap<String, List<@Nullable Object>>();
        List<?> elements = (List<?>) value;
        for (int i = 0; i < elements.size(); i++) {
          Object element = elements.get(i);
          var one = new HashMap<String, Object>();
          if (element != null) {
            add(one, name, element, array.element());
          }
          beside(lists, i, one);
        }
        fields.putAll(lists);
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

  /** Fields of no schema, such as those of a JSON object. */
  public static Map<String, Object> flat(Map<?, ?> object) {
    var fields = new LinkedHashMap<String, Object>();
    object.forEach((name, value) -> addUndeclared(fields, String.valueOf(name), value));
    return fields;
  }

  private static void addUndeclared(
      Map<String, Object> fields, String name, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case Map<?, ?> map ->
          map.forEach((key, inner) -> addUndeclared(fields, name + "." + key, inner));
      case List<?> elements -> {
        var lists = new LinkedHashMap<String, List<@Nullable Object>>();
        for (int i = 0; i < elements.size(); i++) {
          var one = new HashMap<String, Object>();
          addUndeclared(one, name, elements.get(i));
          beside(lists, i, one);
        }
        fields.putAll(lists);
      }
      default -> fields.put(name, value);
    }
  }

  /**
   * An element of a list: of objects every member is a list of its own, where a null keeps the
   * place of an element without it, so that latitudes stay beside their longitudes.
   */
  private static void beside(
      Map<String, List<@Nullable Object>> lists, int place, Map<String, Object> one) {
    one.forEach(
        (member, value) -> {
          List<@Nullable Object> list = lists.computeIfAbsent(member, _ -> new ArrayList<>());
          while (list.size() < place) {
            list.add(null);
          }
          if (value instanceof List<?> several) {
            list.addAll(several);
          } else {
            list.add(value);
          }
        });
  }
}
