package io.sluice.server.host;

import org.jspecify.annotations.Nullable;

/**
 * A stored search of the registry.
 *
 * @param version from 1, counted up when the text is put again
 * @param order sequence number of the input that created it; no other query ever has the same
 */
public record QueryEntry(
    String id,
    String stream,
    String query,
    @Nullable String defaultField,
    int version,
    long createdAt,
    long order)
    implements Defined {
  /** Names this version of this query. */
  public String tag() {
    return order + "-" + version;
  }
}
