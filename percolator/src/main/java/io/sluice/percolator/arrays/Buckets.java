package io.sluice.percolator.arrays;

/**
 * Places in tables of open addressing whose sizes are any numbers: a power of two wastes up to half
 * of what a large table takes, and one of a megabyte is rounded up to two by the collector.
 */
public final class Buckets {
  private Buckets() {}

  /** A size in which so many entries have some room, two thirds of it at most. */
  public static int sizeFor(int entries) {
    return Math.max(64, Math.toIntExact((long) entries * 9 / 4));
  }

  /** Whether so many entries are too many for a table. */
  public static boolean isFull(int entries, int size) {
    return 3L * entries > 2L * size;
  }

  /** The place of a hash, which need not be a good one. */
  public static int of(int hash, int size) {
    int spread = hash * 0x9E3779B9;
    return (int) ((spread & 0xFFFFFFFFL) * size >>> 32);
  }

  /** The place behind one. */
  public static int after(int place, int size) {
    return place + 1 == size ? 0 : place + 1;
  }
}
