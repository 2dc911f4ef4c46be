package io.sluice.cep.task;

import org.jspecify.annotations.Nullable;

/**
 * Rows of matches that one event completes, read one after the other where they stand. An {@link
 * OutputRow} is made of a row only where it is asked for, so that reading millions of matches makes
 * no garbage; good until {@link EngineTask.Output#rows} returns.
 *
 * <p>A reader may stop: the matches that it has not read are not counted either, and of very many
 * most are never listed.
 */
public interface RowCursor {
  /** What all of them have in common. */
  OutputRow.Origin origin();

  /** Goes on to the next row, and at first to the first one; false behind the last. */
  boolean next();

  /** Event time of the row. */
  long time();

  /**
   * @param column of the origin's schema, from 0
   */
  @Nullable Object value(int column);

  /** The row, to be kept. */
  OutputRow row();
}
