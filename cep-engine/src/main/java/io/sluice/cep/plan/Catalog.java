package io.sluice.cep.plan;

import io.sluice.cep.event.StreamDef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is declared: an immutable picture that analysis looks names up in. Names are found letter
 * case aside.
 *
 * @param feeds INSERT INTO ... SELECT statements outside of patterns, in order
 */
public record Catalog(
    Map<String, StreamDef> streams, Map<String, Standing> patterns, List<Standing> feeds) {
  public static final Catalog EMPTY = new Catalog(Map.of(), Map.of(), List.of());

  public Catalog {
    streams = Collections.unmodifiableMap(new LinkedHashMap<>(streams));
    patterns = Collections.unmodifiableMap(new LinkedHashMap<>(patterns));
    feeds = List.copyOf(feeds);
  }

  /** The stream of this name, or null. */
  public @Nullable StreamDef stream(String name) {
    return find(streams, name);
  }

  /** The pattern of this name, or null. */
  public @Nullable Standing pattern(String name) {
    return find(patterns, name);
  }

  private static <T> @Nullable T find(Map<String, T> objects, String name) {
    T exact = objects.get(name);
    if (exact != null) {
      return exact;
    }
    for (Map.Entry<String, T> entry : objects.entrySet()) {
      if (entry.getKey().equalsIgnoreCase(name)) {
        return entry.getValue();
      }
    }
    return null;
  }

  public Catalog with(StreamDef stream) {
    var next = new LinkedHashMap<>(streams);
    next.put(stream.name(), stream);
    return new Catalog(next, patterns, feeds);
  }

  public Catalog with(Standing pattern) {
    var next = new LinkedHashMap<>(patterns);
    next.put(pattern.name(), pattern);
    return new Catalog(streams, next, feeds);
  }

  public Catalog withFeed(Standing feed) {
    var next = new ArrayList<>(feeds);
    next.add(feed);
    return new Catalog(streams, patterns, next);
  }

  public Catalog withoutStream(String name) {
    var next = new LinkedHashMap<>(streams);
    next.remove(name);
    return new Catalog(next, patterns, feeds);
  }

  public Catalog withoutPattern(String name) {
    var next = new LinkedHashMap<>(patterns);
    next.remove(name);
    return new Catalog(streams, next, feeds);
  }
}
