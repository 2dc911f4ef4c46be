/**
 * Stream search: queries are stored, documents flow past, and each document is told which queries
 * it fits. {@link io.sluice.percolator.Percolator} is the door; {@link io.sluice.percolator.Fields}
 * describes the typed fields of a stream, {@link io.sluice.percolator.Document} is one row of it.
 *
 * <p>This package is the Lucene front end: query text to a Lucene query ({@code TypedQueryParser}),
 * Lucene query to a Boolean program over numbered predicates ({@code QueryCompiler}), document to
 * the predicates that are true of it ({@code DocumentView}). What cannot be decided by predicates
 * is left to Lucene on a one-document index ({@code LuceneJudge}).
 *
 * <p>It knows neither JSON nor events nor statements; the programs and their index live in {@code
 * index}, which does not know Lucene.
 */
@NullMarked
package io.sluice.percolator;

import org.jspecify.annotations.NullMarked;
