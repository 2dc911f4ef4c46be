package io.sluice.server.host;

import org.jspecify.annotations.Nullable;

/**
 * A stored search of the registry.
 *
 * @param version from 1, counted up when the text is put again
 */
public record QueryEntry(
    String id,
    String stream,
    String query,
    @Nullable String defaultField,
    int version,
    long createdAt) {}
