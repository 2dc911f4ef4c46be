package io.sluice.percolator;

import java.util.Set;

/**
 * How to match.
 *
 * @param limit stop after so many matches, whichever they are
 * @param anyTag only stored queries with one of these tags; empty for all
 */
public record MatchOptions(int limit, Set<String> anyTag) {
  public static final MatchOptions ALL = new MatchOptions(Integer.MAX_VALUE, Set.of());

  public MatchOptions {
    anyTag = Set.copyOf(anyTag);
    if (limit < 0) {
      throw new IllegalArgumentException("The limit is " + limit + "; it must not be negative.");
    }
  }

  public static MatchOptions limit(int limit) {
    return new MatchOptions(limit, Set.of());
  }

  public MatchOptions withAnyTag(String... tags) {
    return new MatchOptions(limit, Set.of(tags));
  }
}
