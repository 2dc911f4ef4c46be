package io.sluice.server.cli;

import io.sluice.cep.event.Timestamps;
import io.sluice.server.wire.BadEvent;
import io.sluice.server.wire.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An alert as the feed brings it.
 *
 * @param source the pattern or query
 */
record AlertLine(String source, Map<String, @Nullable Object> alert) {
  /**
   * @param data the CloudEvent's JSON text
   */
  static AlertLine of(String data) {
    try {
      Map<String, @Nullable Object> event = JsonTree.readObject(data);
      Map<String, @Nullable Object> alert = object(event.get("data"));
      Object source = alert.get("pattern") == null ? alert.get("query") : alert.get("pattern");
      return new AlertLine(Objects.toString(source, "?"), alert);
    } catch (BadEvent e) {
      throw new UserError("the alert feed sent something that is no alert");
    }
  }

  /** Event time, milliseconds. */
  long time() {
    return Timestamps.parse(Objects.toString(alert.get("time"), "")).orElse(0);
  }

  String json() {
    return JsonTree.write(alert);
  }

  /** {@code 2026-01-31T09:00:00.000Z card_testing card=c1 probes=3 loss=310}. */
  String text() {
    Map<String, @Nullable Object> key = object(alert.get("key"));
    Map<String, @Nullable Object> row = object(alert.get("row"));
    List<String> parts = new ArrayList<>();
    row.forEach((name, value) -> parts.add(name + "=" + shown(value)));
    key.forEach(
        (name, value) -> {
          if (!row.containsKey(name)) {
            parts.addFirst(name + "=" + shown(value));
          }
        });
    return "%s  %-18s  %s".formatted(alert.get("time"), source, String.join("  ", parts));
  }

  /** The values that the matched events have in field {@code name}. */
  List<String> ofMatched(String name) {
    List<String> values = new ArrayList<>();
    if (alert.get("matched") instanceof List<?> matched) {
      for (Object one : matched) {
        Object value = object(object(one).get("event")).get(name);
        if (value != null) {
          values.add(value.toString());
        }
      }
    }
    return values;
  }

  private static String shown(@Nullable Object value) {
    String text = value instanceof String s ? s : JsonTree.write(value);
    return text.length() > 60 ? text.substring(0, 57) + "..." : text;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
  }
}
