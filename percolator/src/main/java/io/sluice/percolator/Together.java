package io.sluice.percolator;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether documents are matched together or one by one. Masks save where many documents have the
 * same words and many queries hang on them; where documents share little they only cost. So after a
 * batch that shared little the next ones go one by one, twice as many each time, then one tries
 * again.
 */
final class Together {
  /** Fewer documents than this are not worth the masks. */
  static final int FEWEST = 4;

  /**
   * Anchors are chosen to be rare, so most postings concern one document of a batch. Where they
   * concern fewer than so many on the average, one by one is as fast or faster.
   */
  private static final double ENOUGH = 2;

  private static final int MOST_APART = 64;

  private final AtomicInteger left = new AtomicInteger();
  private volatile int apart;

  boolean isWorthIt(int documents) {
    return documents >= FEWEST && left.getAndUpdate(n -> Math.max(0, n - 1)) == 0;
  }

  /**
   * @param overlap {@link BatchMatcher#overlap} of a batch
   */
  void saw(double overlap) {
    apart = overlap >= ENOUGH ? 0 : Math.clamp(2L * apart, 1, MOST_APART);
    left.set(apart);
  }
}
