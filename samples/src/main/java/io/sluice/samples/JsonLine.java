package io.sluice.samples;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** One event as a line of JSON; for generators, whose texts need no escapes beyond the quote. */
public final class JsonLine {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final StringBuilder out = new StringBuilder(256).append('{');

  public JsonLine text(String name, String value) {
    field(name).append('"').append(value.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    return this;
  }

  public JsonLine raw(String name, Object value) {
    field(name).append(value);
    return this;
  }

  public JsonLine time(String name, long millis) {
    return text(name, TIME.format(Instant.ofEpochMilli(millis)));
  }

  private StringBuilder field(String name) {
    if (out.length() > 1) {
      out.append(',');
    }
    return out.append('"').append(name).append("\":");
  }

  @Override
  public String toString() {
    return out + "}";
  }
}
