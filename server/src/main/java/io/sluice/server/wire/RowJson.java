package io.sluice.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.cep.event.Schema;
import io.sluice.cep.event.Timestamps;
import io.sluice.cep.task.OutputRow;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows as JSON objects: every column in order, null included. */
public final class RowJson {
  private RowJson() {}

  public static String string(Schema schema, @Nullable Object[] values) {
    return new String(bytes(schema, values, Map.of()), UTF_8);
  }

  /** In UTF-8; {@code extra} are fields behind the columns. */
  public static byte[] bytes(
      Schema schema, @Nullable Object[] values, Map<String, @Nullable Object> extra) {
    return JsonBytes.of(out -> ValueWriter.object(out, schema, values, extra));
  }

  /** The bare row. */
  public static String string(OutputRow row) {
    return string(row.schema(), row.values());
  }

  /** {@code {"to":"card_testing","time":"...","row":{...}}}, as {@code run} prints rows. */
  public static String addressed(OutputRow row) {
    return JsonBytes.string(
        out -> {
          out.writeStartObject();
          out.writeStringField("to", row.to());
          out.writeStringField("time", Timestamps.format(row.time()));
          out.writeFieldName("row");
          ValueWriter.object(out, row.schema(), row.values(), Map.of());
          out.writeEndObject();
        });
  }
}
