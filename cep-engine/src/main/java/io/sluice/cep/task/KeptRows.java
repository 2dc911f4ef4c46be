package io.sluice.cep.task;

/**
 * Rows that are read when the event that completed them is long past, see {@link RowCursor#keep}.
 * Neither events nor a pause or a drop of the statement change them. As all of a task they are for
 * one thread at a time, the one that drives the task.
 */
public interface KeptRows extends RowCursor, AutoCloseable {
  /**
   * {@inheritDoc} False when it has been closed, too.
   *
   * @throws RowsGoneException where a limit has ended it
   */
  @Override
  boolean next();

  /** Gives free what the rest is made of. Rows that have been read stay counted. */
  @Override
  void close();
}
