package io.sluice.server.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.cep.event.Event;
import io.sluice.cep.event.Schema;
import io.sluice.cep.event.Timestamps;
import io.sluice.cep.task.OutputRow;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Alerts as documents; made once, when an alert is raised, and passed on as bytes from then on. */
public final class AlertJson {
  private AlertJson() {}

  /** A row of a pattern. {@code raisedAt} is when the deciding input came in. */
  public static byte[] ofPattern(long offset, OutputRow row, String stream, long raisedAt) {
    return JsonBytes.of(
        out -> {
          start(out, offset, row.id(), row.producer(), null, stream, row.version());
          times(out, row.time(), raisedAt);
          out.writeFieldName("key");
          ValueWriter.object(out, row.keySchema(), row.key(), Map.of());
          out.writeFieldName("row");
          ValueWriter.object(out, row.schema(), row.values(), Map.of());
          out.writeArrayFieldStart("matched");
          for (OutputRow.Matched matched : row.matched()) {
            matched(out, matched.variable(), matched.event(), matched.schema());
          }
          out.writeEndArray();
          out.writeNumberField("matchedTotal", row.matchedTotal());
          out.writeEndObject();
        });
  }

  /** An event that a query caught. */
  public static byte[] ofQuery(
      long offset,
      String id,
      String query,
      int version,
      @Nullable String title,
      @Nullable String level,
      Collection<String> tags,
      List<String> names,
      Event event,
      Schema schema,
      long raisedAt) {
    return JsonBytes.of(
        out -> {
          start(out, offset, id, null, query, event.stream(), version);
          about(out, title, level, tags);
          if (!names.isEmpty()) {
            out.writeArrayFieldStart("names");
            for (String name : names) {
              out.writeString(name);
            }
            out.writeEndArray();
          }
          times(out, event.time(), raisedAt);
          out.writeObjectFieldStart("key");
          out.writeEndObject();
          out.writeFieldName("row");
          ValueWriter.object(out, schema, event.values(), event.extra());
          out.writeArrayFieldStart("matched");
          matched(out, "DOCUMENT", event, schema);
          out.writeEndArray();
          out.writeNumberField("matchedTotal", 1);
          out.writeEndObject();
        });
  }

  private static void start(
      JsonGenerator out,
      long offset,
      String id,
      @Nullable String pattern,
      @Nullable String query,
      String stream,
      int version)
      throws IOException {
    out.writeStartObject();
    out.writeNumberField("offset", offset);
    out.writeStringField("id", id);
    out.writeStringField("kind", query == null ? "pattern" : "query");
    out.writeStringField("pattern", pattern);
    out.writeStringField("query", query);
    out.writeStringField("stream", stream);
    out.writeNumberField("version", version);
  }

  /** What its author says of a query; nothing where he says nothing. */
  private static void about(
      JsonGenerator out, @Nullable String title, @Nullable String level, Collection<String> tags)
      throws IOException {
    if (title != null) {
      out.writeStringField("title", title);
    }
    if (level != null) {
      out.writeStringField("level", level);
    }
    if (!tags.isEmpty()) {
      out.writeArrayFieldStart("tags");
      for (String tag : tags.stream().sorted().toList()) {
        out.writeString(tag);
      }
      out.writeEndArray();
    }
  }

  private static void times(JsonGenerator out, long time, long raisedAt) throws IOException {
    out.writeStringField("time", Timestamps.format(time));
    out.writeStringField("raisedAt", Timestamps.format(raisedAt));
  }

  private static void matched(JsonGenerator out, String variable, Event event, Schema schema)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("var", variable);
    out.writeStringField("stream", event.stream());
    out.writeNumberField("offset", event.offset());
    out.writeStringField("time", Timestamps.format(event.time()));
    out.writeFieldName("event");
    ValueWriter.object(out, schema, event.values(), event.extra());
    out.writeEndObject();
  }

  /** A value as the text that {@code key=} filters compare with. */
  public static String keyText(@Nullable Object value, io.sluice.cep.event.ColumnType type) {
    if (value instanceof String text) {
      return text;
    }
    return JsonBytes.string(out -> ValueWriter.write(out, type, value)).replace("\"", "");
  }
}
