package io.sluice.server.metrics;

import io.sluice.cep.event.Timestamps;
import io.sluice.cep.task.TaskStats;
import io.sluice.server.host.Host;
import io.sluice.server.host.StreamEntry;
import io.sluice.server.live.AlertHub;
import io.sluice.server.wire.Documents;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The figures of the console's home page, with a sample a second of the last two minutes. */
public final class Figures implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Figures.class);
  private static final int SECONDS = 120;
  private static final int RATE_SECONDS = 5;

  private final Host host;
  private final AlertHub hub;
  private final ArrayDeque<Documents.Second> history = new ArrayDeque<>();
  private final ScheduledExecutorService sampler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("sluice-figures").daemon().factory());
  private long events;
  private long alerts;

  public Figures(Host host, AlertHub hub) {
    this.host = host;
    this.hub = hub;
    events = host.status().events();
    alerts = host.alerts().head();
    sampler.scheduleAtFixedRate(this::sample, 1, 1, TimeUnit.SECONDS);
  }

  /** Of this moment. */
  public synchronized Documents.Stats now() {
    return document(System.currentTimeMillis());
  }

  private synchronized void sample() {
    try {
      long now = System.currentTimeMillis();
      long eventsNow = host.status().events();
      long alertsNow = host.alerts().head();
      history.add(
          new Documents.Second(Timestamps.format(now), eventsNow - events, alertsNow - alerts));
      events = eventsNow;
      alerts = alertsNow;
      if (history.size() > SECONDS) {
        history.remove();
      }
    } catch (RuntimeException e) {
      LOG.warn("The figures of this second are missing: {}", e.getMessage());
    }
  }

  private Documents.Stats document(long now) {
    List<Documents.Second> seconds = List.copyOf(history);
    var recent = seconds.subList(Math.max(0, seconds.size() - RATE_SECONDS), seconds.size());
    var minute = seconds.subList(Math.max(0, seconds.size() - 60), seconds.size());
    int enabled =
        (int) host.registry().patterns().values().stream().filter(p -> p.enabled()).count();
    return new Documents.Stats(
        Timestamps.format(now),
        host.registry().streams().values().stream().mapToLong(StreamEntry::nextOffset).sum(),
        host.alerts().head(),
        recent.stream().mapToLong(Documents.Second::events).average().orElse(0),
        minute.stream().mapToLong(Documents.Second::alerts).sum(),
        host.taskStats().patterns().values().stream()
            .mapToLong(TaskStats.PatternStats::attempts)
            .sum(),
        new Documents.Counts(enabled, host.registry().patterns().size() - enabled),
        host.registry().streams().size(),
        host.registry().queries().size(),
        hub.webSocketClients(),
        host.status().alertLagP99Millis(),
        seconds);
  }

  @Override
  public void close() {
    sampler.shutdownNow();
  }
}
