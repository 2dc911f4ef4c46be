package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.runtime.census.Census;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.task.OutputRow;
import org.jspecify.annotations.Nullable;

/**
 * MATCH_RECOGNIZE of one query: rows and time go in, rows of matches come out.
 *
 * <p>With ORDER BY items behind the time, rows of one time are held until time has moved on, since
 * more of that time may come. Where time does not come first (bounded queries), all are held until
 * the end.
 */
interface MatchStage {
  @FunctionalInterface
  interface Sink {
    /**
     * A row of a match on its way out.
     *
     * @param stream of the first row of the match
     * @param offset of that row
     */
    void row(
        String stream, long offset, long time, @Nullable Object[] values, OutputRow.Source source);

    /** Several that one row completes, to be read now; false where they are wanted one by one. */
    default boolean takes(MatchCursor rows) {
      return false;
    }
  }

  /**
   * @param clock bounds up to this time have been passed
   */
  void row(Event row, long clock);

  /** When something is due, or MAX_VALUE. */
  long deadline();

  /** Does what is due first, at {@code time}, which {@link #deadline} gave. */
  void fire(long time);

  /** The input is over: what is held is matched, every bound passes, partitions end. */
  void end();

  /** All partial matches end without a result. */
  void clear();

  /** The earliest time that a match may still be told with, of those found or begun; or MAX. */
  long holds();

  /** Partial matches alive now. */
  long attempts();

  /** Partition keys with state. */
  int keys();

  /** Tells {@code to} what is open; nothing is kept for it. */
  void count(Census to);

  /** Whether matches are counted and attempts are not known one by one. */
  boolean countsMatches();

  // ---- restore ----

  /** A part of this stage, by its name; in any order. */
  void restore(byte[] name, PartInput in);

  /** That was the last part. */
  void restored();
}
