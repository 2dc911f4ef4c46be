package io.sluice.cep.plan;

import io.sluice.cep.event.StreamDef;
import java.util.ArrayList;
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
    Map<String, StreamDef> streams, Map<String, Declared> patterns, List<Declared> feeds) {
  public static final Catalog EMPTY = new Catalog(Map.of(), Map.of(), List.of());

  public Catalog {
    streams = Names.of(streams);
    patterns = Names.of(patterns);
    feeds = List.copyOf(feeds);
  }

  /** The stream of this name, or null. */
  public @Nullable StreamDef stream(String name) {
    return Names.of(streams).find(name);
  }

  /** The pattern of this name, or null. */
  public @Nullable Declared pattern(String name) {
    return Names.of(patterns).find(name);
  }

  public Catalog with(StreamDef stream) {
    return new Catalog(Names.of(streams).with(stream.name(), stream), patterns, feeds);
  }

  public Catalog with(Declared pattern) {
    return new Catalog(streams, Names.of(patterns).with(pattern.name(), pattern), feeds);
  }

  public Catalog withFeed(Declared feed) {
    var next = new ArrayList<>(feeds);
    next.add(feed);
    return new Catalog(streams, patterns, next);
  }

  public Catalog withoutStream(String name) {
    return new Catalog(Names.of(streams).without(name), patterns, feeds);
  }

  public Catalog withoutPattern(String name) {
    return new Catalog(streams, Names.of(patterns).without(name), feeds);
  }
}
