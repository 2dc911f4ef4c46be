package io.sluice.server.host;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A search as somebody wants it stored.
 *
 * @param defaultField where bare words are looked for; null for all TEXT columns
 * @param title what people call it
 * @param level how bad it is that an event fits, in the author's words, such as {@code high}
 * @param tags words by which callers choose among searches
 */
public record QueryDraft(
    String id,
    String stream,
    String query,
    @Nullable String defaultField,
    @Nullable String title,
    @Nullable String level,
    Set<String> tags) {
  /** The level is a tag too, so that callers choose by it as by any other. */
  private static final String LEVEL = "level:";

  public QueryDraft {
    tags = Set.copyOf(tags);
  }

  public static QueryDraft of(
      String id, String stream, String query, @Nullable String defaultField) {
    return new QueryDraft(id, stream, query, defaultField, null, null, Set.of());
  }

  QueryDraft on(String otherStream) {
    return new QueryDraft(id, otherStream, query, defaultField, title, level, tags);
  }

  /** All words by which a caller may choose it. */
  Set<String> choices() {
    if (level == null) {
      return tags;
    }
    var all = new LinkedHashSet<>(tags);
    all.add(LEVEL + level);
    return all;
  }
}
