package io.sluice.cep.function;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A path such as {@code $.user.roles[0]}: names of objects and, from 0, places in arrays. */
record JsonPath(List<Object> steps) {
  private static final Pattern STEP =
      Pattern.compile(
          "\\.([\\p{L}_][\\p{L}\\p{Nd}_-]*)|\\[\\s*([0-9]{1,9})\\s*\\]|\\[\\s*['\"]([^'\"]*)['\"]\\s*\\]");
  private static final JsonFactory JSON = new JsonFactory();

  /** Throws {@link ValueException} for a text that is no path. */
  static JsonPath of(String text) {
    var steps = new ArrayList<Object>();
    Matcher matcher = STEP.matcher(text);
    int end = 1;
    while (end < text.length() && matcher.find(end) && matcher.start() == end) {
      String index = matcher.group(2);
      String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(3);
      steps.add(index == null ? name : Integer.valueOf(index));
      end = matcher.end();
    }
    if (!text.startsWith("$") || end < text.length()) {
      throw new ValueException("'%s' is no path; write it as $.user.roles[0]".formatted(text));
    }
    return new JsonPath(List.copyOf(steps));
  }

  /** The single value there as a text; null for none, for NULL, and for a text that is no JSON. */
  @Nullable String read(String json) {
    try (JsonParser parser = JSON.createParser(json)) {
      JsonToken token = parser.nextToken();
      for (Object step : steps) {
        token = enter(parser, token, step);
        if (token == null) {
          return null;
        }
      }
      boolean single = token != null && token.isScalarValue() && token != JsonToken.VALUE_NULL;
      return single ? parser.getText() : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable JsonToken enter(
      JsonParser parser, @Nullable JsonToken token, Object step) throws IOException {
    if (step instanceof String name && token == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = parser.currentName().equals(name);
        JsonToken value = parser.nextToken();
        if (found) {
          return value;
        }
        parser.skipChildren();
      }
    } else if (step instanceof Integer index && token == JsonToken.START_ARRAY) {
      JsonToken value = parser.nextToken();
      for (int i = 0; value != JsonToken.END_ARRAY; i++) {
        if (i == index) {
          return value;
        }
        parser.skipChildren();
        value = parser.nextToken();
      }
    }
    return null;
  }
}
