package io.sluice.cep.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A declared stream, or a table: a stream whose events replace each other by a key.
 *
 * @param timeColumn index of the column with the event time, or -1 for a stream without one (then
 *     events carry the time of arrival)
 * @param delayMillis how far the watermark stays behind the greatest event time; {@link
 *     #NO_WATERMARK} where none is declared: rows are seen at once, in the order of the log, and
 *     none is late
 * @param idleAfterMillis silence after which the stream does not hold others back, or -1
 * @param lateTo stream that late rows go to, or null: dropped and counted
 * @param retainMillis age after which the log may forget events, or -1
 * @param statement the canonical text of its CREATE STREAM or CREATE TABLE
 * @param primaryKey indexes of the columns that say which row of a table an event replaces; empty
 *     for a stream, which keeps every event
 */
public record StreamDef(
    String name,
    Schema schema,
    int timeColumn,
    long delayMillis,
    long idleAfterMillis,
    @Nullable String lateTo,
    long retainMillis,
    String statement,
    List<Integer> primaryKey) {

  public static final long NO_WATERMARK = -1;

  public StreamDef {
    primaryKey = List.copyOf(primaryKey);
  }

  /** A stream without a key. */
  public StreamDef(
      String name,
      Schema schema,
      int timeColumn,
      long delayMillis,
      long idleAfterMillis,
      @Nullable String lateTo,
      long retainMillis,
      String statement) {
    this(
        name,
        schema,
        timeColumn,
        delayMillis,
        idleAfterMillis,
        lateTo,
        retainMillis,
        statement,
        List.of());
  }

  /** Whether its events are rows that replace each other by a key. */
  public boolean isTable() {
    return !primaryKey.isEmpty();
  }

  public boolean hasWatermark() {
    return delayMillis != NO_WATERMARK;
  }
}
