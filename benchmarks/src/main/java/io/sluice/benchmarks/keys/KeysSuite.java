package io.sluice.benchmarks.keys;

import io.sluice.benchmarks.Cell;
import io.sluice.benchmarks.Suite;
import io.sluice.cep.Engine;
import io.sluice.cep.event.Event;
import io.sluice.cep.task.Control;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.TaskStats.PatternStats;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Heap of keys with one partial match each: every key gets one row that begins a match, and what
 * the heap holds then is compared with what it held before, after full collections.
 *
 * <p>The rate is keys a second; then come bytes a key of the matcher alone (somebody else holds the
 * events) and with the events that nobody else holds.
 */
public final class KeysSuite implements Suite {
  private static final long WITHIN = 3_600_000_000L;

  /** A form of the pattern that each "engine" runs. */
  private enum Selection {
    PREFERRED("AFTER MATCH SKIP PAST LAST ROW"),
    NEXT("AFTER MATCH SKIP TO NEXT ROW"),
    EVERY("AFTER MATCH NO SKIP");

    private final String skip;

    Selection(String skip) {
      this.skip = skip;
    }
  }

  @Override
  public List<String> help() {
    return List.of(
        "K-<n> KS-<n>: heap of n keys with one partial match each, keys BIGINT or STRING",
        "  a line gives keys/s, bytes a key of the matcher, bytes a key with the events, keys",
        "  engines: " + String.join(", ", engines("")));
  }

  @Override
  public boolean has(String workload) {
    return workload.matches("KS?-[1-9][0-9]{0,7}");
  }

  @Override
  public List<String> engines(String workload) {
    return Arrays.stream(Selection.values()).map(s -> s.name().toLowerCase(Locale.ROOT)).toList();
  }

  @Override
  public Cell measure(String workload, String engine) {
    int keys = Integer.parseInt(workload.substring(workload.indexOf('-') + 1));
    boolean text = workload.startsWith("KS");
    Selection selection = Selection.valueOf(engine.toUpperCase(Locale.ROOT));
    run(selection, text, Math.min(keys, 20_000), false);
    Run alone = run(selection, text, keys, true);
    Run all = run(selection, text, keys, false);
    List<Double> bytes = List.of(alone.bytes / (double) keys, all.bytes / (double) keys);
    return new Cell(workload, engine, keys / alone.seconds, bytes, alone.active, 0);
  }

  private record Run(double seconds, long bytes, long active) {}

  private static Run run(Selection selection, boolean text, int keys, boolean held) {
    EngineTask task = Engine.newTask();
    EngineTask.Output none = row -> {};
    task.onControl(
        new Control.Deploy(
            "CREATE STREAM s (k %s, amount DOUBLE, n BIGINT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)"
                .formatted(text ? "STRING" : "BIGINT"),
            1),
        none);
    task.onControl(new Control.Deploy(pattern(selection), 1), none);
    @Nullable Event[] events = new Event[held ? keys : 0];
    for (int n = 0; n < events.length; n++) {
      events[n] = event(n, text);
    }
    long before = heap();
    long begun = System.nanoTime();
    for (int n = 0; n < keys; n++) {
      task.onEvent(held ? Objects.requireNonNull(events[n]) : event(n, text), none);
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    long bytes = heap() - before;
    PatternStats stats = Objects.requireNonNull(task.stats().patterns().get("r0"));
    Reference.reachabilityFence(events);
    return new Run(seconds, bytes, Math.min(stats.keys(), stats.attempts()));
  }

  private static String pattern(Selection selection) {
    return """
    CREATE PATTERN r0 AS SELECT a, b FROM s MATCH_RECOGNIZE (
      PARTITION BY k ORDER BY ts MEASURES A.n AS a, B.n AS b
      %s PATTERN (A -> B) WITHIN INTERVAL '%d' SECOND
      DEFINE A AS A.amount < 2, B AS B.amount > 500) AS m"""
        .formatted(selection.skip, WITHIN / 1000);
  }

  /** As a server makes them: nothing is shared between events. */
  private static Event event(int n, boolean text) {
    // Keys do not come in their order.
    long key = n * 0x9E3779B1L & 0xFFFFFFFFL;
    Object[] values = {text ? "card" + key : key, 1.5, (long) n, n * 10L};
    return new Event("s", n * 10L, n, values, Map.of());
  }

  private static long heap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
