package io.sluice.percolator.index;

/** Takes what is true of a case before it is run. */
public interface Telling {
  /** Tells that a predicate is true; returns whether that is new. */
  boolean set(int predicate);

  /** Whether this case is one of those that are counted. */
  boolean isSampled();
}
