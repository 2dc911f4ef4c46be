/**
 * Full text search over rows: which columns are which fields of a document, and what MATCHES, SCORE
 * and HIGHLIGHT answer for one row. The only package of the engine that meets the percolator; it
 * knows neither statements nor matches.
 */
@NullMarked
package io.sluice.cep.search;

import org.jspecify.annotations.NullMarked;
