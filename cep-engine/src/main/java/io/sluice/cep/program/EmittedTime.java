package io.sluice.cep.program;

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
  ANY_ROW
}
