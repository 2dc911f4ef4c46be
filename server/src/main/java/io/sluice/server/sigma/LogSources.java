package io.sluice.server.sigma;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the events of each log source look like, and what its fields are called: a mapping file, and
 * behind it the built-in one. A rule's log source that no entry knows is asked for by name, in the
 * fields {@code logsource.product}, {@code logsource.category} and {@code logsource.service} of the
 * events.
 */
public final class LogSources {
  /**
   * @param events a selection, as a rule has them, or null where the events need nothing
   */
  private record Entry(
      LogSource source, @Nullable Object events, Map<String, List<String>> fields) {
    /** Each part that the entry names is the rule's. */
    boolean isOf(LogSource rule) {
      return isOf(source.category(), rule.category())
          && isOf(source.product(), rule.product())
          && isOf(source.service(), rule.service());
    }

    private static boolean isOf(@Nullable String named, @Nullable String rules) {
      return named == null || named.equalsIgnoreCase(rules);
    }
  }

  /** What a rule of a log source asks besides its own condition. */
  record Found(@Nullable Criterion events, Mapping mapping, boolean known) {}

  /** A mapping file that is not one; the message is for people. */
  public static final class BadMapping extends Exception {
    BadMapping(String message) {
      super(message);
    }
  }

  private final List<Entry> entries;
  private final Mapping mapping;
  private final @Nullable LogSources behind;

  private LogSources(List<Entry> entries, Mapping mapping, @Nullable LogSources behind) {
    this.entries = entries;
    this.mapping = mapping;
    this.behind = behind;
  }

  /** Windows as its own event log and Sysmon write it. */
  public static LogSources builtIn() {
    try {
      return read(YamlText.resource("windows.yml"), null);
    } catch (BadMapping e) {
      throw new IllegalStateException(e);
    }
  }

  /** A mapping file in front of the built-in entries. */
  public static LogSources of(String yaml) throws BadMapping {
    return read(yaml, builtIn());
  }

  private static LogSources read(String yaml, @Nullable LogSources behind) throws BadMapping {
    try {
      Map<String, @Nullable Object> file = YamlText.map(YamlText.one(yaml), "The mapping");
      YamlText.onlyKeys(file, "the mapping", "sources", "fields", "placeholders");
      var entries = new ArrayList<Entry>();
      for (Object entry : YamlText.list(file.get("sources"))) {
        entries.add(entry(YamlText.map(entry, "A source")));
      }
      var mapping = new Mapping(names(file.get("fields")), names(file.get("placeholders")));
      var sources = new LogSources(List.copyOf(entries), mapping, behind);
      for (Entry entry : sources.entries) {
        sources.criterion(entry, mapping); // so that a mistake shows at once
      }
      return sources;
    } catch (Refused e) {
      throw new BadMapping(e.reason());
    }
  }

  private static Entry entry(Map<String, @Nullable Object> map) throws Refused {
    YamlText.onlyKeys(map, "a source", "product", "category", "service", "events", "fields");
    var source = YamlText.source(map);
    if (source.equals(new LogSource(null, null, null))) {
      throw Refused.broken("A source needs a product, a category or a service.");
    }
    return new Entry(source, map.get("events"), names(map.get("fields")));
  }

  private static Map<String, List<String>> names(@Nullable Object written) throws Refused {
    var names = new LinkedHashMap<String, List<String>>();
    if (written != null) {
      for (var line : YamlText.map(written, "A list of names").entrySet()) {
        names.put(
            line.getKey(), YamlText.list(line.getValue()).stream().map(Objects::toString).toList());
      }
    }
    return Map.copyOf(names);
  }

  Found of(LogSource rule) throws Refused {
    List<Entry> fitting = entries.stream().filter(entry -> entry.isOf(rule)).toList();
    if (!covers(fitting, rule)) {
      if (behind == null) {
        return new Found(byName(rule), mapping, rule.equals(new LogSource(null, null, null)));
      }
      Found found = behind.of(rule);
      return new Found(found.events(), merged(found.mapping(), mapping), found.known());
    }
    Mapping names = mapping;
    for (Entry entry : fitting) {
      names = names.with(entry.fields());
    }
    var criteria = new ArrayList<Criterion>();
    for (Entry entry : fitting) {
      Criterion criterion = criterion(entry, names);
      if (criterion != null) {
        criteria.add(criterion);
      }
    }
    return new Found(criteria.isEmpty() ? null : Criterion.all(criteria), names, true);
  }

  private static Mapping merged(Mapping behind, Mapping front) {
    var placeholders = new HashMap<>(behind.placeholders());
    placeholders.putAll(front.placeholders());
    return new Mapping(behind.with(front.fields()).fields(), Map.copyOf(placeholders));
  }

  /** An entry for the product alone says nothing about a category that it does not name. */
  private static boolean covers(List<Entry> entries, LogSource rule) {
    return !entries.isEmpty()
        && (rule.category() == null
            || entries.stream().anyMatch(entry -> entry.source().category() != null))
        && (rule.service() == null
            || entries.stream().anyMatch(entry -> entry.source().service() != null));
  }

  private @Nullable Criterion criterion(Entry entry, Mapping names) throws Refused {
    return entry.events() == null
        ? null
        : new Selections(
                java.util.Collections.singletonMap("events", entry.events()),
                new Matching(new Mapping(Map.of(), names.placeholders())))
            .named("events");
  }

  private static @Nullable Criterion byName(LogSource rule) {
    var parts = new ArrayList<Criterion>();
    byName("product", rule.product(), parts);
    byName("category", rule.category(), parts);
    byName("service", rule.service(), parts);
    return parts.isEmpty() ? null : Criterion.all(parts);
  }

  private static void byName(String part, @Nullable String name, List<Criterion> into) {
    if (name != null) {
      into.add(Clauses.text("logsource." + part, WildText.literally(name), false));
    }
  }
}
