package io.sluice.cep.task;

import io.sluice.cep.event.Event;
import io.sluice.cep.event.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row that a statement produced.
 *
 * @param kind what becomes of it: ALERT goes to the alert log, STREAM is an event of stream {@code
 *     to} (the task has already passed it on to the statements that read that stream), LATE is a
 *     late event that goes to stream {@code to}, RESULT is a row of a bounded query
 * @param to the pattern's name, the stream's name, or {@code result}
 * @param producer the statement that produced it; for LATE the stream it was late for
 * @param version of the producing pattern, from 1; 0 where there is none
 * @param id stable and deterministic: equal input gives equal ids; receivers drop repeats by it
 * @param time event time: of the last row of a match, or of the bound that decided an absence
 * @param offset for STREAM and LATE the offset in {@code to}; else 0
 * @param values one a column of {@code schema}
 * @param key partition columns of a match by name, in order; empty columns where there is no
 *     PARTITION BY
 * @param matched rows of the match with their variables, in order; at most {@link #MAX_MATCHED}
 * @param matchedTotal how many there were
 */
public record OutputRow(
    Kind kind,
    String to,
    String producer,
    int version,
    String id,
    long time,
    long offset,
    Schema schema,
    @Nullable Object[] values,
    Schema keySchema,
    @Nullable Object[] key,
    List<Matched> matched,
    int matchedTotal) {

  public static final int MAX_MATCHED = 100;

  public enum Kind {
    ALERT,
    STREAM,
    LATE,
    RESULT
  }

  public OutputRow withId(String other) {
    return new OutputRow(
        kind,
        to,
        producer,
        version,
        other,
        time,
        offset,
        schema,
        values,
        keySchema,
        key,
        matched,
        matchedTotal);
  }

  /** {@code schema} describes the values of {@code event}. */
  public record Matched(String variable, Event event, Schema schema) {}
}
