package io.sluice.benchmarks.cep;

/** An event of W3: what it is, and nothing else. */
record Letter(long n, long time, String kind) implements Workload.Timed {
  static final long STEP = 10;

  /** A window of {@code steps}: rows this far apart are in it, and none that are farther. */
  static long window(int steps) {
    return steps * STEP + STEP / 2;
  }

  boolean is(String other) {
    return kind.equals(other);
  }

  /** For SQL: 1000005 ms are {@code 1000.005}. */
  static String seconds(long millis) {
    return "%d.%03d".formatted(millis / 1000, millis % 1000);
  }
}
