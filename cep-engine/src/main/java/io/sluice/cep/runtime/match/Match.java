package io.sluice.cep.runtime.match;

import org.jspecify.annotations.Nullable;

/**
 * A match that is decided and reported.
 *
 * @param number counts the matches of the partition from 1
 * @param labels null for an empty match
 * @param time event time of the result
 */
public record Match(
    Partition partition, long number, Row start, @Nullable Labels labels, long time) {}
