package io.sluice.cep.program;

import java.util.List;

/**
 * How far back the time of a row may lie that a statement still emits: what it feeds can not be
 * complete beyond that.
 */
public enum EmittedTime {
  /** Of the row that is read, or later. */
  ROW,
  /** Of the last row of a match: not before those that are found and not told yet. */
  LAST_ROW,
  /** Of any row of a match. */
  ANY_ROW;

  /**
   * Of what matches feed.
   *
   * @param columns what is known of each column that is fed
   * @param timeColumn of the stream that is fed, or -1
   */
  public static EmittedTime fed(List<EmittedTime> columns, int timeColumn) {
    return timeColumn < 0 ? LAST_ROW : columns.get(timeColumn);
  }
}
