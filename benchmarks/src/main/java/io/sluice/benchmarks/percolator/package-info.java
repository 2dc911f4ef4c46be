/**
 * Stored queries against a stream of news: Sluice, Lucene's Monitor in several settings, plain
 * Lucene for every query, and a hand-written floor. {@link
 * io.sluice.benchmarks.percolator.PercolatorSuite} is the list.
 */
@NullMarked
package io.sluice.benchmarks.percolator;

import org.jspecify.annotations.NullMarked;
