package io.sluice.server.cli;

import io.sluice.cep.task.TaskStats;
import io.sluice.server.wire.JsonTree;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code run --stats} prints. */
final class RunFigures {
  private static final int SAMPLE_EVERY = 1024;

  private final long started = System.nanoTime();
  private long events;
  private long rows;
  private long peakAttempts;
  private long peakWaiting;

  /** Counts an event; true when it is time to {@link #sample}. */
  boolean event() {
    return ++events % SAMPLE_EVERY == 0;
  }

  long events() {
    return events;
  }

  void row() {
    rows++;
  }

  void sample(TaskStats stats) {
    long attempts =
        stats.patterns().values().stream().mapToLong(TaskStats.PatternStats::attempts).sum();
    long waiting =
        stats.streams().values().stream().mapToLong(TaskStats.StreamStats::waiting).sum();
    peakAttempts = Math.max(peakAttempts, attempts);
    peakWaiting = Math.max(peakWaiting, waiting);
  }

  String json(TaskStats stats, long badLines) {
    double seconds = (System.nanoTime() - started) / 1e9;
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("events", events);
    line.put("seconds", rounded(seconds, 3));
    line.put("eventsPerSecond", rounded(events / Math.max(seconds, 1e-9), 0));
    line.put("rows", rows);
    line.put("matches", sum(stats, TaskStats.PatternStats::matches));
    line.put("peakPartialMatches", peakAttempts);
    line.put("peakWaitingRows", peakWaiting);
    line.put(
        "late", stats.streams().values().stream().mapToLong(TaskStats.StreamStats::late).sum());
    line.put("dropped", sum(stats, TaskStats.PatternStats::dropped));
    line.put("errors", sum(stats, TaskStats.PatternStats::errors));
    line.put("badLines", badLines);
    return JsonTree.write(line);
  }

  private static long sum(
      TaskStats stats, java.util.function.ToLongFunction<TaskStats.PatternStats> figure) {
    return stats.patterns().values().stream().mapToLong(figure).sum();
  }

  static BigDecimal rounded(double value, int digits) {
    return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
  }
}
