package io.sluice.benchmarks.percolator;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Documents handed to an engine one a call on this thread, again from the first after the last. The
 * rate is per second of the thread's CPU time, so that it can be compared on a machine that has
 * other work too; percentiles are of the clock.
 *
 * @param documents how many calls there were
 * @param cpuMicros of a call
 * @param clockMicros of a call
 * @param nanos of calls by the clock, rising
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record OneByOne(int documents, double cpuMicros, double clockMicros, long[] nanos) {
  private static final int MOST_TIMES = 1 << 22;

  public static <T> OneByOne of(Consumer<T> engine, List<T> stream, double seconds) {
    long[] nanos = new long[MOST_TIMES];
    long cpu = cpuNanos();
    int done = run(engine, stream, seconds, nanos);
    double cpuMicros = (cpuNanos() - cpu) / 1e3 / done;
    long[] times = Arrays.copyOf(nanos, done);
    double clockMicros = Arrays.stream(times).sum() / 1e3 / done;
    Arrays.sort(times);
    return new OneByOne(done, cpuMicros, clockMicros, times);
  }

  /** Without times. */
  public static <T> void warmUp(Consumer<T> engine, List<T> stream, double seconds) {
    run(engine, stream, seconds, new long[1]);
  }

  double perSecond() {
    return 1e6 / cpuMicros;
  }

  /** Rate, then the median and the 99th percentile in microseconds, as the columns of a cell. */
  public List<Double> columns() {
    return List.of(perSecond(), percentile(0.5), percentile(0.99));
  }

  private double percentile(double part) {
    return nanos[Math.min(documents - 1, (int) (documents * part))] / 1e3;
  }

  long slowestMicros() {
    return nanos[documents - 1] / 1000;
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /**
   * Times each call until the thread has worked for so many seconds, or ten times as many are over;
   * keeps as many times as there is room for.
   */
  private static <T> int run(Consumer<T> engine, List<T> stream, double seconds, long[] nanos) {
    long worked = cpuNanos() + (long) (seconds * 1e9);
    long before = System.nanoTime();
    long end = before + (long) (10 * seconds * 1e9);
    int done = 0;
    while (before < end && (done < nanos.length || nanos.length == 1)) {
      engine.accept(stream.get(done % stream.size()));
      long after = System.nanoTime();
      nanos[done % nanos.length] = after - before;
      done++;
      before = after;
      if ((done & 15) == 0 || after - before > 1_000_000) {
        if (cpuNanos() >= worked) {
          break;
        }
        before = System.nanoTime();
      }
    }
    return done;
  }

  /** Heap in use after full collections. */
  public static long liveHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
