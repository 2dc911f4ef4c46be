package io.sluice.server.sigma;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** YAML as maps, lists and scalars; what is not one is told with its line. */
final class YamlText {
  private YamlText() {}

  static List<Object> documents(String text) throws Refused {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      var documents = new ArrayList<Object>();
      for (Object document : new Yaml(new SafeConstructor(options)).loadAll(text)) {
        if (document != null) {
          documents.add(document);
        }
      }
      return documents;
    } catch (YAMLException e) {
      throw YamlMistake.in(text, e);
    }
  }

  static Object one(String text) throws Refused {
    List<Object> documents = documents(text);
    if (documents.size() != 1) {
      throw Refused.broken("One YAML document is expected, found " + documents.size() + ".");
    }
    return documents.getFirst();
  }

  static Map<String, @Nullable Object> map(@Nullable Object value, String what) throws Refused {
    if (!(value instanceof Map<?, ?> map)) {
      throw Refused.broken(what + " must be a map.");
    }
    var named = new LinkedHashMap<String, @Nullable Object>();
    map.forEach((key, element) -> named.put(String.valueOf(key), element));
    return named;
  }

  /** A single value is a list of one, none an empty one. */
  static List<?> list(@Nullable Object value) {
    return switch (value) {
      case null -> List.of();
      case List<?> list -> list;
      default -> List.of(value);
    };
  }

  static @Nullable String text(Map<String, @Nullable Object> map, String key) {
    Object value = map.get(key);
    return value == null ? null : value.toString();
  }

  static LogSource source(Map<String, @Nullable Object> map) {
    return new LogSource(text(map, "category"), text(map, "product"), text(map, "service"));
  }

  static void onlyKeys(Map<String, ?> map, String what, String... known) throws Refused {
    for (String key : map.keySet()) {
      if (!Arrays.asList(known).contains(key)) {
        throw Refused.broken(
            "`"
                + key
                + "` is nothing that "
                + what
                + " has; it has "
                + String.join(", ", known)
                + ".");
      }
    }
  }

  static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(YamlText.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
