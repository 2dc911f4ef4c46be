package io.sluice.server.http;

import io.sluice.server.host.Host;
import io.sluice.server.host.PatternEntry;
import io.sluice.server.wire.Documents;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What patterns have in flight, for all who follow it: the engine is asked once for all of them, as
 * it stands still while it counts. Thread-safe.
 */
final class SharedRuns {
  /** A little less than the time between two figures of a subscription. */
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(1900);

  private static final int MAX_KEPT = 1000;

  private final Host host;
  private final Map<String, Last> byPattern = new ConcurrentHashMap<>();

  SharedRuns(Host host) {
    this.host = host;
  }

  private static final class Last {
    Documents.@Nullable RunsDoc document;
    @Nullable RuntimeException failure;
    long asked;
  }

  /** At most two seconds old; throws {@link io.sluice.server.host.Refusal}. */
  Documents.RunsDoc document(String name) {
    PatternEntry pattern = host.registry().pattern(name);
    if (byPattern.size() > MAX_KEPT) {
      byPattern.clear();
    }
    Last last = byPattern.computeIfAbsent(pattern.name(), _ -> new Last());
    synchronized (last) {
      boolean fresh = System.nanoTime() - last.asked < FRESH_NANOS;
      if (fresh && last.failure != null) {
        throw last.failure;
      }
      Documents.RunsDoc document = last.document;
      if (fresh && document != null) {
        return document;
      }
      last.document = null;
      last.failure = null;
      try {
        Documents.RunsDoc now = Runs.document(host, pattern.name());
        last.document = now;
        return now;
      } catch (RuntimeException e) {
        last.failure = e;
        throw e;
      } finally {
        last.asked = System.nanoTime();
      }
    }
  }
}
