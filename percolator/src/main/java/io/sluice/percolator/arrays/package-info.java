/**
 * Flat arrays: in a file, written in one go, read in one go, with a checksum over the whole; and
 * places in those that are tables. Knows neither queries nor programs; versions and what the arrays
 * mean are the user's business.
 */
@NullMarked
package io.sluice.percolator.arrays;

import org.jspecify.annotations.NullMarked;
