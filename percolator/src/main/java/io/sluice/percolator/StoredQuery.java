package io.sluice.percolator;

import org.jspecify.annotations.Nullable;

/**
 * A stored query.
 *
 * @param text the query text, or Lucene's own notation of a query that came as an object
 * @param alwaysReason why the query is tried on every document, or null if it is reached through
 *     its necessary predicates
 * @param neverMatches no document can fit it, for example because it only excludes
 */
public record StoredQuery(
    String id, String text, @Nullable String alwaysReason, boolean neverMatches) {}
