package io.sluice.cep.plan;

import io.sluice.cep.event.StreamDef;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is declared: an immutable picture that analysis looks names up in. Names are found letter
 * case aside.
 */
public record Catalog(Map<String, StreamDef> streams, Map<String, Standing> patterns) {
  public static final Catalog EMPTY = new Catalog(Map.of(), Map.of());

  public Catalog {
    streams = Collections.unmodifiableMap(new LinkedHashMap<>(streams));
    patterns = Collections.unmodifiableMap(new LinkedHashMap<>(patterns));
  }

  public Catalog with(StreamDef stream) {
    var next = new LinkedHashMap<>(streams);
    next.put(stream.name(), stream);
    return new Catalog(next, patterns);
  }

  public Catalog with(Standing pattern) {
    var next = new LinkedHashMap<>(patterns);
    next.put(pattern.name(), pattern);
    return new Catalog(streams, next);
  }

  public Catalog withoutStream(String name) {
    var next = new LinkedHashMap<>(streams);
    next.remove(name);
    return new Catalog(next, patterns);
  }

  public Catalog withoutPattern(String name) {
    var next = new LinkedHashMap<>(patterns);
    next.remove(name);
    return new Catalog(streams, next);
  }
}
