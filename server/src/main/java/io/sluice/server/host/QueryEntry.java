package io.sluice.server.host;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stored search of the registry.
 *
 * @param version from 1, counted up when the text is put again
 * @param order sequence number of the input that created it; no other query ever has the same
 */
public record QueryEntry(QueryDraft draft, int version, long createdAt, long order)
    implements Defined {
  public String id() {
    return draft.id();
  }

  public String stream() {
    return draft.stream();
  }

  public String query() {
    return draft.query();
  }

  public @Nullable String defaultField() {
    return draft.defaultField();
  }

  public @Nullable String title() {
    return draft.title();
  }

  public @Nullable String level() {
    return draft.level();
  }

  public Set<String> tags() {
    return draft.tags();
  }

  /** Names this version of this query. */
  public String tag() {
    return order + "-" + version;
  }
}
