package io.sluice.percolator;

/**
 * What a stored query costs, estimated from a sample of the documents since it was stored or the
 * percolator was started. Queries that are equal are run once and share these figures.
 *
 * @param candidates documents for which it was looked at
 * @param matches documents that it fitted
 * @param nanos spent on looking at it; what queries share is paid by the first that asks
 */
public record QueryCost(String id, long candidates, long matches, long nanos) {}
