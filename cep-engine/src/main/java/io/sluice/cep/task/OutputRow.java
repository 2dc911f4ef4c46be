package io.sluice.cep.task;

import io.sluice.cep.event.Event;
import io.sluice.cep.event.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row that a statement produced. What all rows of the statement share stands in one {@link
 * Origin}; what few who take rows look at (the id, the key, the rows of the match) is made when it
 * is asked for.
 */
public final class OutputRow {
  public static final int MAX_MATCHED = 100;

  private final Origin origin;
  private final long time;
  private final long offset;
  private final @Nullable Object[] values;
  private final Source source;
  private @Nullable String id;

  public enum Kind {
    ALERT,
    STREAM,
    LATE,
    RESULT
  }

  /**
   * What all rows of one statement have in common.
   *
   * @param kind what becomes of it: ALERT goes to the alert log, STREAM is an event of stream
   *     {@code to} (the task has already passed it on to the statements that read that stream),
   *     LATE is a late event that goes to stream {@code to}, RESULT is a row of a bounded query
   * @param to the pattern's name, the stream's name, or {@code result}
   * @param producer the statement that produced it; for LATE the stream it was late for
   * @param version of the producing pattern, from 1; 0 where there is none
   * @param schema of the row's values
   * @param keySchema partition columns of a match; no columns where there is no PARTITION BY
   */
  public record Origin(
      Kind kind, String to, String producer, int version, Schema schema, Schema keySchema) {}

  /** What a row was made of. Gives the same answer whenever it is asked. */
  public interface Source {
    /** Stable and deterministic: equal input gives equal ids; receivers drop repeats by it. */
    String id();

    /** One value a column of the key schema. */
    @Nullable Object[] key();

    /** Rows of the match with their variables, in order; at most {@link #MAX_MATCHED}. */
    List<Matched> matched();

    /** How many there were. */
    int matchedTotal();
  }

  /** A source whose parts are there already. */
  public record Known(String id, @Nullable Object[] key, List<Matched> matched, int matchedTotal)
      implements Source {}

  /** {@code schema} describes the values of {@code event}. */
  public record Matched(String variable, Event event, Schema schema) {}

  /**
   * @param time event time: of the last row of a match, or of the bound that decided an absence
   * @param offset for STREAM and LATE the offset in {@code to}; else 0
   * @param values one a column of the origin's schema
   */
  public OutputRow(
      Origin origin, long time, long offset, @Nullable Object[] values, Source source) {
    this.origin = origin;
    this.time = time;
    this.offset = offset;
    this.values = values;
    this.source = source;
  }

  public OutputRow withId(String other) {
    var row = new OutputRow(origin, time, offset, values, source);
    row.id = other;
    return row;
  }

  public Kind kind() {
    return origin.kind;
  }

  public String to() {
    return origin.to;
  }

  public String producer() {
    return origin.producer;
  }

  public int version() {
    return origin.version;
  }

  public Schema schema() {
    return origin.schema;
  }

  public Schema keySchema() {
    return origin.keySchema;
  }

  public long time() {
    return time;
  }

  public long offset() {
    return offset;
  }

  public @Nullable Object[] values() {
    return values;
  }

  public String id() {
    String known = id;
    if (known == null) {
      known = source.id();
      id = known;
    }
    return known;
  }

  public @Nullable Object[] key() {
    return source.key();
  }

  public List<Matched> matched() {
    return source.matched();
  }

  public int matchedTotal() {
    return source.matchedTotal();
  }
}
