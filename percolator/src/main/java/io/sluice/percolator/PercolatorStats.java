package io.sluice.percolator;

import java.util.Map;

/**
 * What a percolator holds.
 *
 * @param queries stored queries
 * @param programs distinct Boolean programs; equal queries share one
 * @param predicates distinct numbered leaves
 * @param alwaysTried programs without a necessary predicate, tried on every document
 * @param alwaysReasons stored queries on the always list, counted by reason
 */
public record PercolatorStats(
    int queries,
    int programs,
    int predicates,
    int alwaysTried,
    Map<String, Integer> alwaysReasons) {}
