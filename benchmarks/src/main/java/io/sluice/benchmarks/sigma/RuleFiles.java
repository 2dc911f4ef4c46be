package io.sluice.benchmarks.sigma;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.ToNumberPolicy;
import com.google.gson.reflect.TypeToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Rules, events and expected hits from files of JSON lines, {@code .gz} unpacked. */
final class RuleFiles {
  private static final Gson GSON =
      new GsonBuilder().setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE).create();
  private static final TypeToken<LinkedHashMap<String, @Nullable Object>> LINE =
      new TypeToken<>() {};

  private RuleFiles() {}

  private static List<Map<String, @Nullable Object>> lines(String file) {
    List<Map<String, @Nullable Object>> lines = new ArrayList<>();
    try (var in = Files.newInputStream(Path.of(file));
        var plain = file.endsWith(".gz") ? new GZIPInputStream(in) : in;
        var reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(GSON.fromJson(line, LINE));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  /** Lines as {@code sluice sigma convert} writes them. */
  static List<Rule> rules(String file) {
    return lines(file).stream()
        .map(line -> new Rule(String.valueOf(line.get("id")), String.valueOf(line.get("query"))))
        .toList();
  }

  static List<Map<String, Object>> events(String file) {
    List<Map<String, Object>> events = new ArrayList<>();
    for (Map<String, @Nullable Object> line : lines(file)) {
      Map<String, Object> event = new LinkedHashMap<>();
      line.forEach(
          (name, value) -> {
            if (value != null) {
              event.put(name, value);
            }
          });
      events.add(event);
    }
    return events;
  }

  /** {@code event id} of each hit; a line has "n", the event's number from 0, and "rules". */
  static TreeSet<String> hits(String file) {
    TreeSet<String> hits = new TreeSet<>();
    for (Map<String, @Nullable Object> line : lines(file)) {
      if (line.get("rules") instanceof List<?> rules) {
        rules.forEach(rule -> hits.add(line.get("n") + " " + rule));
      }
    }
    return hits;
  }
}
