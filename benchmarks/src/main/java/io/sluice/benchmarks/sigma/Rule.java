package io.sluice.benchmarks.sigma;

/** A rule as a stored query. */
record Rule(String id, String query) {}
