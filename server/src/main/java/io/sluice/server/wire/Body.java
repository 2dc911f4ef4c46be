package io.sluice.server.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.grammar.NearestName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that a client sent, read member by member. Unknown members are errors, so that a
 * misspelt one is not silently ignored. All errors are {@link BadBody}.
 */
public final class Body {
  private final Map<String, @Nullable Object> members;
  private final String pointer;

  private Body(Map<String, @Nullable Object> members, String pointer) {
    this.members = members;
    this.pointer = pointer;
  }

  /**
   * @param what names the thing in messages: {@code The body}, {@code The frame}
   * @param known all members that it may have
   */
  public static Body read(byte[] json, String what, String... known) {
    return open(json, what).allow(known);
  }

  /** The object before it is known what it may have; {@link #allow} then says it. */
  public static Body open(byte[] json, String what) {
    try (JsonParser in = JsonText.FACTORY.createParser(json)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new BadBody(
            "bad-member",
            "",
            "%s must be a JSON object, found %s.".formatted(what, JsonText.found(in)));
      }
      Object value = ValueReader.any(in, "");
      if (in.nextToken() != null) {
        throw new BadBody("not-json", null, what + " goes on after the end of the object.");
      }
      @SuppressWarnings("unchecked")
      var members = (Map<String, @Nullable Object>) value;
      return new Body(members == null ? Map.of() : members, "");
    } catch (IOException e) {
      throw new BadBody("not-json", null, what + " is not JSON: " + JsonText.complaint(e) + ".");
    } catch (BadEvent e) {
      throw new BadBody(e.code(), e.pointer(), e.text());
    }
  }

  /** Refuses members with other names. */
  public Body allow(String... known) {
    for (String name : members.keySet()) {
      if (!List.of(known).contains(name)) {
        String help =
            NearestName.to(name, List.of(known))
                .map(near -> "Did you mean `" + near + "`?")
                .orElse("Known: " + String.join(", ", known) + ".");
        throw new BadBody(
            "bad-member",
            pointer + JsonText.step(name),
            "`%s` is not known here. %s".formatted(name, help));
      }
    }
    return this;
  }

  public boolean has(String name) {
    return members.get(name) != null;
  }

  public String string(String name) {
    String value = stringOrNull(name);
    if (value == null) {
      throw new BadBody(
          "bad-member",
          pointer + JsonText.step(name),
          "`%s` is missing. It must be a string.".formatted(name));
    }
    return value;
  }

  public @Nullable String stringOrNull(String name) {
    return typed(name, String.class, "a string");
  }

  public boolean flag(String name, boolean otherwise) {
    Boolean value = typed(name, Boolean.class, "true or false");
    return value == null ? otherwise : value;
  }

  public @Nullable Long numberOrNull(String name) {
    return typed(name, Long.class, "a whole number");
  }

  /** A string of a fixed set. */
  public String oneOf(String name, String otherwise, List<String> allowed) {
    String value = stringOrNull(name);
    if (value == null) {
      return otherwise;
    }
    if (!allowed.contains(value)) {
      throw bad(name, "one of " + String.join(", ", allowed), value);
    }
    return value;
  }

  /** A string or a list of strings; empty where the member is missing. */
  public List<String> strings(String name) {
    Object value = members.get(name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof String one) {
      return List.of(one);
    }
    if (value instanceof List<?> list) {
      var texts = new ArrayList<String>();
      for (Object element : list) {
        if (!(element instanceof String text)) {
          throw bad(name, "a list of strings", element);
        }
        texts.add(text);
      }
      return texts;
    }
    throw bad(name, "a list of strings", value);
  }

  public @Nullable Body objectOrNull(String name, String... known) {
    @SuppressWarnings("unchecked")
    Map<String, @Nullable Object> value = typed(name, Map.class, "an object");
    return value == null ? null : new Body(value, pointer + JsonText.step(name)).allow(known);
  }

  public List<Body> objects(String name, String... known) {
    List<?> values = typed(name, List.class, "a list of objects");
    var bodies = new ArrayList<Body>();
    if (values != null) {
      for (Object value : values) {
        if (!(value instanceof Map<?, ?> map)) {
          throw bad(name, "a list of objects", value);
        }
        @SuppressWarnings("unchecked")
        var members0 = (Map<String, @Nullable Object>) map;
        bodies.add(
            new Body(members0, pointer + JsonText.step(name) + "/" + bodies.size()).allow(known));
      }
    }
    return bodies;
  }

  /** A member as JSON again, for values with a schema of their own; null where it is missing. */
  public @Nullable String json(String name) {
    Object value = members.get(name);
    return value == null ? null : Json.string(value);
  }

  /** The elements of a list member as JSON again. */
  public List<String> jsonElements(String name) {
    List<?> values = typed(name, List.class, "a list");
    var texts = new ArrayList<String>();
    if (values != null) {
      for (Object value : values) {
        texts.add(value == null ? "null" : Json.string(value));
      }
    }
    return texts;
  }

  private <T> @Nullable T typed(String name, Class<T> type, String expected) {
    Object value = members.get(name);
    if (value == null) {
      return null;
    }
    if (!type.isInstance(value)) {
      throw bad(name, expected, value);
    }
    return type.cast(value);
  }

  private BadBody bad(String name, String expected, @Nullable Object found) {
    return new BadBody(
        "bad-member",
        pointer + JsonText.step(name),
        "`%s` must be %s, found %s."
            .formatted(
                name,
                expected,
                JsonText.shortened(
                    found == null ? "null" : String.valueOf(Json.string(found)), 60)));
  }

  /** Whether the member stands there as text, for members that may be text or object. */
  public boolean isText(String name) {
    return members.get(name) instanceof String;
  }
}
