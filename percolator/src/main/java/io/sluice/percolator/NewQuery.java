package io.sluice.percolator;

import java.util.Set;

/**
 * A query to be stored.
 *
 * @param tags words by which callers choose among stored queries, such as a tenant or a level
 */
public record NewQuery(String id, String text, Set<String> tags) {
  public NewQuery {
    tags = Set.copyOf(tags);
  }

  public static NewQuery of(String id, String text) {
    return new NewQuery(id, text, Set.of());
  }
}
