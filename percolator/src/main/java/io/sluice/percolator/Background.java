package io.sluice.percolator;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread for the housekeeping of all percolators; it goes when there is nothing to do. */
final class Background {
  private static final ThreadPoolExecutor THREAD =
      new ThreadPoolExecutor(
          1,
          1,
          10,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          task -> Thread.ofPlatform().daemon().name("percolator-housekeeping").unstarted(task));

  static {
    THREAD.allowCoreThreadTimeOut(true);
  }

  private Background() {}

  static void run(Runnable task) {
    THREAD.execute(task);
  }
}
