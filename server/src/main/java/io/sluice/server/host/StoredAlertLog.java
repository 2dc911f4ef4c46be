package io.sluice.server.host;

import io.sluice.server.store.Store;
import io.sluice.server.store.StoredAlert;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The alert log of a store, and who listens to its end. */
final class StoredAlertLog implements AlertLog {
  private static final Logger LOG = LoggerFactory.getLogger(StoredAlertLog.class);
  private static final int LAGS = 1024;
  private static final long RECENT_MILLIS = 60_000;

  private final Store store;
  private final List<Consumer<List<StoredAlert>>> listeners = new CopyOnWriteArrayList<>();
  private volatile long head;

  // How long the latest alerts took from arrival to durable; a ring, written by the writer.
  private final long[] lags = new long[LAGS];
  private final long[] durableAt = new long[LAGS];
  private long lagCount;

  StoredAlertLog(Store store) {
    this.store = store;
    this.head = store.position().nextAlert();
  }

  /** Called by the writer after the sync. */
  void append(List<StoredAlert> durable, long now) {
    if (durable.isEmpty()) {
      return;
    }
    head = durable.getLast().offset() + 1;
    synchronized (lags) {
      for (StoredAlert alert : durable) {
        int slot = (int) (lagCount++ % LAGS);
        lags[slot] = now - alert.raisedAt();
        durableAt[slot] = now;
      }
    }
    for (Consumer<List<StoredAlert>> listener : listeners) {
      try {
        listener.accept(durable);
      } catch (RuntimeException e) {
        LOG.error("A listener at the alert log failed; the log goes on.", e);
      }
    }
  }

  /** In milliseconds, of the alerts of the last minute; null without any. */
  @Nullable Double lagP99(long now) {
    long[] seen;
    synchronized (lags) {
      seen =
          IntStream.range(0, (int) Math.min(lagCount, LAGS))
              .filter(slot -> now - durableAt[slot] < RECENT_MILLIS)
              .mapToLong(slot -> lags[slot])
              .toArray();
    }
    if (seen.length == 0) {
      return null;
    }
    Arrays.sort(seen);
    return (double) seen[(int) Math.ceil(seen.length * 0.99) - 1];
  }

  @Override
  public String epoch() {
    return store.epoch();
  }

  @Override
  public long head() {
    return head;
  }

  @Override
  public void from(long offset, Visitor visitor) {
    store.alerts().from(offset, visitor::visit);
  }

  @Override
  public void before(long offset, Visitor visitor) {
    store.alerts().before(offset, visitor::visit);
  }

  @Override
  public @Nullable StoredAlert byId(String id) {
    return store.alerts().get(id);
  }

  @Override
  public Registration listen(Consumer<List<StoredAlert>> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
