/**
 * Figures about the running server: the last two minutes for the console ({@link
 * io.sluice.server.metrics.Figures}) and everything for Prometheus ({@link
 * io.sluice.server.metrics.Meters}). Reads the host, the hub and timers that others feed; decides
 * nothing. Labels are names of patterns and streams, never keys.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.server.metrics;
