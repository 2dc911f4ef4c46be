package io.sluice.percolator;

import java.util.Map;

/**
 * One document: field name to value. A value is a {@code String}, {@code Integer}, {@code Long},
 * {@code Double}, {@code Boolean}, {@code java.time.Instant}, or a {@code Collection} of those;
 * {@code null}s count as absent. The map is read, not copied: leave it alone until the match
 * returned.
 */
public record Document(Map<String, ?> values) {
  public static Document of(Map<String, ?> values) {
    return new Document(values);
  }
}
