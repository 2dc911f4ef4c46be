package io.sluice.cep.runtime.match;

/** Which rows of a partition are tried as first rows, when, and when matches are told. */
interface Starts {
  /**
   * The next row.
   *
   * @param blocked whether it may not be the first row of a match
   */
  void row(Partition partition, Turn turn, boolean blocked, Matcher.Sink sink);

  /** When the next bound of an attempt ends, or MAX_VALUE. */
  long nextBound(Partition partition);

  /** Bounds up to {@code time} pass. */
  void pass(Partition partition, long time, Matcher.Sink sink);

  /** The partition ends; there are no more bounds. */
  void end(Partition partition, Matcher.Sink sink);
}
