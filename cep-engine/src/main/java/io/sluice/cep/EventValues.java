package io.sluice.cep;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Event;
import io.sluice.cep.event.Schema;
import io.sluice.cep.event.StreamDef;
import io.sluice.grammar.NearestName;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From Java values by name to an event of a stream. */
final class EventValues {
  private final StreamDef stream;

  EventValues(StreamDef stream) {
    this.stream = stream;
  }

  /**
   * @param now event time where the stream has no time column
   */
  Event event(Map<String, ? extends @Nullable Object> fields, long offset, long now) {
    Schema schema = stream.schema();
    var values = new @Nullable Object[schema.size()];
    var extra = new LinkedHashMap<String, @Nullable Object>();
    fields.forEach(
        (name, value) -> {
          int column = schema.indexOf(name);
          column = column < 0 ? schema.indexOfIgnoreCase(name) : column;
          if (column >= 0) {
            values[column] = convert(schema.column(column), value);
          } else if (schema.open()) {
            extra.put(name, value);
          } else {
            throw unknown(name);
          }
        });
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null && (schema.column(i).notNull() || i == stream.timeColumn())) {
        throw new EventException(
            "stream '%s': column '%s' %s and can not be null"
                .formatted(
                    stream.name(),
                    schema.column(i).name(),
                    i == stream.timeColumn() ? "has the event time" : "is NOT NULL"));
      }
    }
    Long time = stream.timeColumn() < 0 ? (Long) now : (Long) values[stream.timeColumn()];
    return new Event(stream.name(), time == null ? now : time, offset, values, extra);
  }

  private EventException unknown(String name) {
    List<String> columns = stream.schema().names();
    return new EventException(
        "stream '%s' has no column '%s'%s (it has %s)"
            .formatted(
                stream.name(),
                name,
                NearestName.to(name, columns).map(n -> "; did you mean '" + n + "'?").orElse(""),
                String.join(", ", columns)));
  }

  private @Nullable Object convert(Schema.Column column, @Nullable Object value) {
    Object converted = value == null ? null : convert(column.type(), value);
    if (value != null && converted == null) {
      throw new EventException(
          "stream '%s': column '%s' is %s and can not take %s"
              .formatted(stream.name(), column.name(), column.type().ofValues(), describe(value)));
    }
    return converted;
  }

  /** Null where the value does not fit. */
  private static @Nullable Object convert(ColumnType type, Object value) {
    return switch (type) {
      case ColumnType.Bool _ -> value instanceof Boolean ? value : null;
      case ColumnType.Int _ -> {
        Long whole = whole(value);
        yield whole == null || whole != whole.intValue() ? null : (Object) whole.intValue();
      }
      case ColumnType.BigInt _ -> whole(value);
      case ColumnType.DoublePrecision _ ->
          value instanceof Number number ? (Object) number.doubleValue() : null;
      case ColumnType.Decimal decimal -> decimal(decimal, value);
      case ColumnType.Str _, ColumnType.Text _ ->
          value instanceof CharSequence text ? text.toString() : null;
      case ColumnType.Timestamp _ ->
          value instanceof Instant instant ? (Object) instant.toEpochMilli() : whole(value);
      case ColumnType.ArrayOf array -> {
        if (!(value instanceof List<?> list)) {
          yield null;
        }
        var elements = new ArrayList<@Nullable Object>();
        for (Object element : list) {
          Object converted = element == null ? null : convert(array.element(), element);
          if (element != null && converted == null) {
            yield null;
          }
          elements.add(converted);
        }
        yield elements;
      }
      case ColumnType.MapOf map -> {
        if (!(value instanceof Map<?, ?> entries)) {
          yield null;
        }
        var converted = new LinkedHashMap<String, @Nullable Object>();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
          Object element = entry.getValue();
          Object fitting = element == null ? null : convert(map.value(), element);
          if (!(entry.getKey() instanceof String key) || (element != null && fitting == null)) {
            yield null;
          }
          converted.put(key, fitting);
        }
        yield converted;
      }
      case ColumnType.Interval _, ColumnType.Null _ -> null;
    };
  }

  private static @Nullable Long whole(Object value) {
    return switch (value) {
      case Byte n -> n.longValue();
      case Short n -> n.longValue();
      case Integer n -> n.longValue();
      case Long n -> n;
      case BigInteger n when n.bitLength() < Long.SIZE -> n.longValue();
      default -> null;
    };
  }

  private static @Nullable BigDecimal decimal(ColumnType.Decimal type, Object value) {
    BigDecimal exact =
        switch (value) {
          case BigDecimal n -> n;
          case BigInteger n -> new BigDecimal(n);
          case Double n when Double.isFinite(n) -> BigDecimal.valueOf(n);
          case Float n when Float.isFinite(n) -> new BigDecimal(n.toString());
          default -> {
            Long whole = whole(value);
            yield whole == null ? null : BigDecimal.valueOf(whole);
          }
        };
    if (exact == null) {
      return null;
    }
    BigDecimal scaled = exact.setScale(type.scale(), RoundingMode.HALF_UP);
    return scaled.precision() > type.precision() ? null : scaled;
  }

  private static String describe(Object value) {
    return value instanceof CharSequence ? "the text '" + value + "'" : "the value " + value;
  }
}
