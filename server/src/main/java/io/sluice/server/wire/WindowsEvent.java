package io.sluice.server.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events of the Windows log as tools write its XML in JSON, with the members that shippers of logs
 * make of them: {@code {"Event":{"System":{"Channel":"c","Provider":{"#attributes":{"Name":"n"}}},
 * "EventData":{"Image":"i"}}}} is {@code {"Channel":"c","Provider_Name":"n","Image":"i"}}.
 */
public final class WindowsEvent {
  private static final String ATTRIBUTES = "#attributes";

  private WindowsEvent() {}

  /** The flat event; any other object as it is. */
  public static Map<String, @Nullable Object> flat(Map<String, @Nullable Object> event) {
    if (!(event.get("Event") instanceof Map<?, ?> inner)
        || !(inner.get("System") instanceof Map<?, ?> system)) {
      return event;
    }
    Map<String, @Nullable Object> flat = new LinkedHashMap<>();
    members(system, flat);
    if (inner.get("EventData") instanceof Map<?, ?> data) {
      members(data, flat);
    }
    if (inner.get("UserData") instanceof Map<?, ?> data) {
      // One element around the fields, whose name says what they are about.
      for (Object element : data.values()) {
        if (element instanceof Map<?, ?> fields) {
          members(fields, flat);
        }
      }
    }
    return flat;
  }

  /** An element with attributes has its text under its name, and they behind an underscore. */
  private static void members(Map<?, ?> from, Map<String, @Nullable Object> into) {
    from.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          if (name.equals(ATTRIBUTES)) {
            return;
          }
          if (!(value instanceof Map<?, ?> element)) {
            if (value != null) {
              into.put(name, value);
            }
            return;
          }
          Object text = element.get("#text");
          if (text != null) {
            into.put(name, text);
          }
          if (element.get(ATTRIBUTES) instanceof Map<?, ?> attributes) {
            attributes.forEach((attribute, word) -> into.put(name + "_" + attribute, word));
          }
        });
  }
}
