package io.sluice.percolator.index;

/**
 * Which cases are counted for the choice of anchors, and which are timed for {@link Profile}: many
 * of the first, few of the later ones. Belongs to one thread.
 */
final class SampleRate {
  private static final int SAMPLE_EARLY = 4;
  private static final int SAMPLE = 16;
  private static final int EARLY = 256;

  /** One in so many is timed, once it is no longer early. */
  private static final int TIMED = 64;

  private int cases;
  private int runs;
  private int weight = SAMPLE_EARLY;

  /**
   * @param ever cases that were counted so far
   */
  boolean isSampled(int ever) {
    return cases++ % (ever < EARLY ? SAMPLE_EARLY : SAMPLE) == 0;
  }

  /** Whether this run, of a case or of a batch, is timed. */
  boolean isTimed(int ever) {
    weight = ever < EARLY ? SAMPLE_EARLY : TIMED;
    return runs++ % weight == 0;
  }

  /** For how many runs the one stands that is timed. */
  int weight() {
    return weight;
  }
}
