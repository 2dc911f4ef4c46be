package io.sluice.server.host;

import io.sluice.percolator.QueryCost;
import org.jspecify.annotations.Nullable;

/**
 * What the index knows of a stored query.
 *
 * @param alwaysReason why it is tried on every event; null if its necessary words are asked first
 */
public record QueryFacts(@Nullable String alwaysReason, QueryCost cost) {}
