/**
 * Boolean programs over shared, numbered predicates, and the index that finds, for a set of true
 * predicates, the programs that hold.
 *
 * <p>{@link io.sluice.percolator.index.PredicateIndex} is written by one thread at a time and gives
 * out immutable views; an {@link io.sluice.percolator.index.Evaluation} belongs to one reading
 * thread and runs one case (a document, an event) after another against a view.
 *
 * <p>This package knows neither Lucene nor documents nor events: whoever uses it decides what a
 * predicate means and says which ones are true.
 */
@NullMarked
package io.sluice.percolator.index;

import org.jspecify.annotations.NullMarked;
