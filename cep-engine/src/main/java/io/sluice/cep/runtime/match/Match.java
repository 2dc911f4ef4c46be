package io.sluice.cep.runtime.match;

import org.jspecify.annotations.Nullable;

/**
 * What the matcher tells: a match that is decided, an attempt that WITHIN ended, or a row that no
 * match took.
 *
 * @param number counts the matches of the partition from 1; 0 for what is none
 * @param labels null for an empty match and for an unmatched row
 * @param time event time of the result
 */
public record Match(
    Partition partition, Kind kind, long number, Row start, @Nullable Labels labels, long time) {

  public enum Kind {
    MATCH,
    /** EMIT EARLY: {@code labels} are those up to the row at which it was told. */
    EARLY,
    /** SHOW TIMEOUT MATCHES: {@code labels} are those so far. */
    TIMEOUT,
    /** WITH UNMATCHED ROWS: {@code start} is in no match. */
    UNMATCHED
  }
}
