package io.sluice.cep.analyze;

import io.sluice.cep.event.StreamDef;
import io.sluice.cep.plan.Catalog;
import io.sluice.cep.plan.Declared;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which streams flow into which, by standing statements and by LATE TO. */
final class FeedGraph {
  private FeedGraph() {}

  /** All statements of a catalog that run on events. */
  static List<Declared> statements(Catalog catalog) {
    var all = new ArrayList<>(catalog.patterns().values());
    all.addAll(catalog.feeds());
    return all;
  }

  /** Names of what reads or feeds the stream, as messages call them. */
  static List<String> users(Catalog catalog, String stream) {
    var out = new ArrayList<String>();
    catalog.patterns().values().stream()
        .filter(p -> touches(p, stream))
        .forEach(p -> out.add("pattern '%s'".formatted(p.name())));
    catalog.feeds().stream()
        .filter(f -> touches(f, stream))
        .forEach(f -> out.add("INSERT INTO %s".formatted(f.name())));
    for (StreamDef each : catalog.streams().values()) {
      if (stream.equals(each.lateTo()) && !stream.equals(each.name())) {
        out.add("late rows of stream '%s'".formatted(each.name()));
      }
    }
    return out;
  }

  private static boolean touches(Declared statement, String stream) {
    return statement.reads().contains(stream) || stream.equals(statement.feeds());
  }

  /**
   * The way from {@code target} back to one of {@code sources}, streams in order, or null where
   * there is none. {@code replaced} is a pattern that does not count.
   */
  static @Nullable List<String> cycle(
      Catalog catalog, List<String> sources, String target, String replaced) {
    Map<String, String> cameFrom = new HashMap<>();
    Deque<String> open = new ArrayDeque<>();
    open.add(target);
    cameFrom.put(target, "");
    while (!open.isEmpty()) {
      String here = open.remove();
      if (sources.contains(here)) {
        var way = new ArrayList<String>();
        for (String at = here; !at.isEmpty(); at = cameFrom.getOrDefault(at, "")) {
          way.addFirst(at);
        }
        return way;
      }
      for (String next : targets(catalog, here, replaced)) {
        if (cameFrom.putIfAbsent(next, here) == null) {
          open.add(next);
        }
      }
    }
    return null;
  }

  private static List<String> targets(Catalog catalog, String stream, String replaced) {
    var out = new ArrayList<String>();
    for (Declared statement : statements(catalog)) {
      if (statement.feeds() != null
          && !statement.name().equalsIgnoreCase(replaced)
          && statement.reads().contains(stream)) {
        out.add(statement.feeds());
      }
    }
    StreamDef def = catalog.stream(stream);
    if (def != null && def.lateTo() != null) {
      out.add(def.lateTo());
    }
    return out;
  }
}
