package io.sluice.cep.task;

import org.jspecify.annotations.Nullable;

/**
 * Rows of matches that one event completes, read one after the other where they stand. An {@link
 * OutputRow} is made of a row only where it is asked for, so that reading millions of matches makes
 * no garbage; good until {@link EngineTask.Output#rows} returns. Who wants to read later asks for
 * {@link #keep}.
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

  /** The row as an object of its own. */
  OutputRow row();

  /**
   * The rows behind the present one, to be read when the call is over and while later events come:
   * the same rows in the same order. Here there are none left then, and nothing more is told of
   * what the event completes.
   *
   * <p>What the rows are made of stays in memory until they are read to the end or closed. {@link
   * Limits} bound that: beyond them the oldest of the statement's kept cursors ends. A kept cursor
   * is of this task in memory: it is in no state that {@link EngineTask#drainDirty} writes, so
   * after a restart what it had not read is gone.
   */
  KeptRows keep();
}
