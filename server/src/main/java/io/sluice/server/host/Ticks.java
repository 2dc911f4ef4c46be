package io.sluice.server.host;

import io.sluice.cep.task.TaskStats;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When processing time goes into the log, for streams with IDLE AFTER. Each tick is a synced write,
 * so there is one only where it can change something: after events, for the engine to know since
 * when it is quiet, and as long as rows or partial matches wait for time to pass.
 */
final class Ticks {
  private final Registry registry;
  private final Supplier<TaskStats> stats;
  private final AtomicLong lastInput = new AtomicLong();
  private long lastTick = Long.MIN_VALUE;

  Ticks(Registry registry, Supplier<TaskStats> stats) {
    this.registry = registry;
    this.stats = stats;
  }

  /** Events have come. Thread-safe. */
  void input(long now) {
    lastInput.set(now);
  }

  /** The tick that is due, or null. Called now and then by one thread. */
  Change.@Nullable Tick due(long clock) {
    boolean asked =
        registry.streams().values().stream().anyMatch(s -> s.def().idleAfterMillis() >= 0);
    if (!asked || (lastTick > lastInput.get() && !somethingWaits())) {
      return null;
    }
    lastTick = Math.max(clock, lastTick);
    return new Change.Tick(lastTick);
  }

  private boolean somethingWaits() {
    TaskStats now = stats.get();
    return now.streams().values().stream().anyMatch(s -> s.waiting() > 0)
        || now.patterns().values().stream().anyMatch(p -> p.attempts() > 0);
  }
}
