package io.sluice.server.live;

import io.sluice.server.store.StoredAlert;
import java.util.List;
import java.util.Set;

/** Which alerts a subscriber wants; empty sets want all. */
record AlertFilter(Set<String> patterns, Set<String> queries, Set<String> keys) {
  static final AlertFilter ALL = new AlertFilter(Set.of(), Set.of(), Set.of());

  static AlertFilter of(List<String> patterns, List<String> queries, List<String> keys) {
    return new AlertFilter(Set.copyOf(patterns), Set.copyOf(queries), Set.copyOf(keys));
  }

  boolean fits(StoredAlert alert) {
    boolean named =
        (patterns.isEmpty() && queries.isEmpty())
            || (alert.query() ? queries : patterns).contains(alert.name());
    return named && (keys.isEmpty() || alert.keys().stream().anyMatch(keys::contains));
  }
}
