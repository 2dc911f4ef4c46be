package io.sluice.server.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Schema;
import io.sluice.cep.event.Timestamps;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of column types as JSON; what {@link ValueReader} reads back as equal values. */
final class ValueWriter {
  private ValueWriter() {}

  /** All columns of a row in order as one object, then {@code extra}. */
  static void object(
      JsonGenerator out,
      Schema schema,
      @Nullable Object[] values,
      Map<String, @Nullable Object> extra)
      throws IOException {
    out.writeStartObject();
    for (int i = 0; i < schema.size(); i++) {
      Schema.Column column = schema.column(i);
      out.writeFieldName(column.name());
      write(out, column.type(), values[i]);
    }
    for (var field : extra.entrySet()) {
      out.writeFieldName(field.getKey());
      any(out, field.getValue());
    }
    out.writeEndObject();
  }

  static void write(JsonGenerator out, ColumnType type, @Nullable Object value) throws IOException {
    if (value == null) {
      out.writeNull();
      return;
    }
    switch (type) {
      case ColumnType.Timestamp _ ->
          out.writeString(Timestamps.format(((Number) value).longValue()));
      case ColumnType.ArrayOf array -> {
        out.writeStartArray();
        for (Object element : (List<?>) value) {
          write(out, array.element(), element);
        }
        out.writeEndArray();
      }
      case ColumnType.MapOf map -> {
        out.writeStartObject();
        for (var entry : ((Map<?, ?>) value).entrySet()) {
          out.writeFieldName(String.valueOf(entry.getKey()));
          write(out, map.value(), entry.getValue());
        }
        out.writeEndObject();
      }
      case ColumnType.Bool _,
          ColumnType.Int _,
          ColumnType.BigInt _,
          ColumnType.DoublePrecision _,
          ColumnType.Decimal _,
          ColumnType.Str _,
          ColumnType.Text _,
          ColumnType.Interval _,
          ColumnType.Null _ ->
          any(out, value);
    }
  }

  static void any(JsonGenerator out, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> out.writeNull();
      case String s -> out.writeString(s);
      case Boolean b -> out.writeBoolean(b);
      case Integer n -> out.writeNumber(n);
      case Long n -> out.writeNumber(n);
      case Double n -> {
        // JSON has no word for these three; as strings nothing is lost.
        if (Double.isFinite(n)) {
          out.writeNumber(n);
        } else {
          out.writeString(n.toString());
        }
      }
      case BigDecimal n -> out.writeNumber(n.toPlainString());
      case List<?> list -> {
        out.writeStartArray();
        for (Object element : list) {
          any(out, element);
        }
        out.writeEndArray();
      }
      case Map<?, ?> map -> {
        out.writeStartObject();
        for (var entry : map.entrySet()) {
          out.writeFieldName(String.valueOf(entry.getKey()));
          any(out, entry.getValue());
        }
        out.writeEndObject();
      }
      default -> throw new IllegalArgumentException("no value of a column: " + value.getClass());
    }
  }
}
