package io.sluice.server.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sluice.cep.task.TaskStats;
import io.sluice.server.host.Host;
import io.sluice.server.host.StreamEntry;
import io.sluice.server.host.Timings;
import io.sluice.server.live.AlertHub;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** What {@code /metrics} shows. */
public final class Meters implements Timings {
  private static final TaskStats.PatternStats NO_PATTERN =
      new TaskStats.PatternStats(0, 0, 0, 0, 0, false);
  private static final TaskStats.StreamStats NO_STREAM =
      new TaskStats.StreamStats(0, 0, Long.MIN_VALUE, 0);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Timer match = histogram("sluice.match");
  private final Timer percolate = histogram("sluice.percolate");
  private final Map<String, Meter> series = new HashMap<>();

  private Timer histogram(String name) {
    return Timer.builder(name)
        .serviceLevelObjectives(
            Duration.ofNanos(1_000),
            Duration.ofNanos(10_000),
            Duration.ofNanos(100_000),
            Duration.ofMillis(1),
            Duration.ofMillis(10),
            Duration.ofMillis(100),
            Duration.ofSeconds(1))
        .register(registry);
  }

  @Override
  public void matched(long nanos) {
    match.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void percolated(long nanos) {
    percolate.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** One answered request; {@code route} is the pattern of the path. */
  public void answered(String route, int status, long nanos) {
    registry
        .timer("sluice.http", "route", route, "status", Integer.toString(status))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * The text for Prometheus; names that came or went since the last time are brought up to date.
   */
  public synchronized String scrape(Host host, AlertHub hub) {
    Set<String> streams = host.registry().streams().keySet();
    Set<String> patterns = host.registry().patterns().keySet();
    Map<String, Meter> current = new HashMap<>();
    for (String s : streams) {
      Tags tag = Tags.of("stream", s);
      keep(current, "events " + s, () -> counter("sluice.events", tag, host, h -> end(h, s)));
      keep(
          current,
          "late " + s,
          () -> counter("sluice.late.events", tag, host, h -> stream(h, s).late()));
      keep(
          current,
          "watermark " + s,
          () -> gauge("sluice.watermark.seconds", tag, host, h -> watermark(h, s)));
      keep(
          current,
          "lag " + s,
          () ->
              gauge(
                  "sluice.event.lag.seconds",
                  tag,
                  host,
                  h -> System.currentTimeMillis() / 1e3 - watermark(h, s)));
    }
    for (String p : patterns) {
      Tags tag = Tags.of("pattern", p);
      keep(
          current,
          "matches " + p,
          () -> counter("sluice.matches", tag, host, h -> pattern(h, p).matches()));
      keep(
          current,
          "dropped " + p,
          () -> counter("sluice.dropped.matches", tag, host, h -> pattern(h, p).dropped()));
      keep(
          current,
          "forgotten " + p,
          () -> counter("sluice.automaton.forgotten", tag, host, h -> pattern(h, p).forgotten()));
      keep(
          current,
          "errors " + p,
          () -> counter("sluice.pattern.errors", tag, host, h -> pattern(h, p).errors()));
      keep(
          current,
          "partial " + p,
          () -> gauge("sluice.partial.matches", tag, host, h -> pattern(h, p).attempts()));
    }
    keep(
        current,
        "alerts",
        () -> counter("sluice.alerts", Tags.empty(), host, h -> h.alerts().head()));
    keep(
        current,
        "backlog",
        () -> gauge("sluice.backlog.bytes", Tags.empty(), host, h -> h.status().backlogBytes()));
    keep(
        current,
        "clients",
        () -> gauge("sluice.ws.clients", Tags.empty(), hub, AlertHub::webSocketClients));
    keep(
        current,
        "queue",
        () -> gauge("sluice.ws.queue.bytes", Tags.empty(), hub, AlertHub::queuedBytes));
    hub.closes()
        .forEach(
            (code, count) ->
                keep(
                    current,
                    "closed " + code,
                    () ->
                        counter(
                            "sluice.ws.closed",
                            Tags.of("code", Integer.toString(code)),
                            count,
                            c -> c.sum())));
    series.values().forEach(registry::remove);
    series.clear();
    series.putAll(current);
    return registry.scrape();
  }

  private void keep(
      Map<String, Meter> current, String key, java.util.function.Supplier<Meter> make) {
    Meter known = series.remove(key);
    current.put(key, known != null ? known : make.get());
  }

  private <T> Meter counter(String name, Tags tags, T of, Function<T, Number> value) {
    return FunctionCounter.builder(name, of, o -> value.apply(o).doubleValue())
        .tags(tags)
        .register(registry);
  }

  private <T> Meter gauge(String name, Tags tags, T of, Function<T, Number> value) {
    return Gauge.builder(name, of, o -> value.apply(o).doubleValue())
        .tags(tags)
        .strongReference(true)
        .register(registry);
  }

  private static long end(Host host, String stream) {
    StreamEntry entry = host.registry().streams().get(stream);
    return entry == null ? 0 : entry.nextOffset();
  }

  private static TaskStats.StreamStats stream(Host host, String name) {
    return host.taskStats().streams().getOrDefault(name, NO_STREAM);
  }

  private static double watermark(Host host, String name) {
    long millis = stream(host, name).watermark();
    return millis == Long.MIN_VALUE ? Double.NaN : millis / 1e3;
  }

  private static TaskStats.PatternStats pattern(Host host, String name) {
    return host.taskStats().patterns().getOrDefault(name, NO_PATTERN);
  }
}
