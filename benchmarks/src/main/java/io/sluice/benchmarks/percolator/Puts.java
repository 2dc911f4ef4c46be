package io.sluice.benchmarks.percolator;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Stores queries at a steady rate on a thread of its own while others match: each gets the text of
 * another, so that their number stays. What was late is made up for at once.
 */
final class Puts implements AutoCloseable {
  private final Thread thread;
  private final long[] nanos = new long[1 << 20];
  private volatile boolean over;
  private volatile int done;

  Puts(Engine engine, List<Question> questions, int perSecond) {
    thread = Thread.ofPlatform().name("puts").unstarted(() -> run(engine, questions, perSecond));
    thread.start();
  }

  private void run(Engine engine, List<Question> questions, int perSecond) {
    long begun = System.nanoTime();
    for (int i = 0; !over && i < nanos.length; i++) {
      long due = begun + (long) (i * 1e9 / perSecond);
      while (System.nanoTime() < due && !over) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      Question text = questions.get((int) (i * 7919L % questions.size()));
      Question id = questions.get((int) (i * 104_729L % questions.size()));
      long before = System.nanoTime();
      engine.put(text.named(id.id()));
      nanos[i] = System.nanoTime() - before;
      done = i + 1;
    }
  }

  @Override
  public void close() {
    over = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** After the end: how many, and how long they took. */
  String figures() {
    long[] sorted = Arrays.copyOf(nanos, done);
    Arrays.sort(sorted);
    return done == 0
        ? "no puts"
        : "%d puts, p50 %d us, p99 %d us, slowest %d us"
            .formatted(
                done,
                sorted[done / 2] / 1000,
                sorted[(int) (done * 0.99)] / 1000,
                sorted[done - 1] / 1000);
  }
}
