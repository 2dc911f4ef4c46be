package io.sluice.cep.task;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Figures of a task at one moment. */
public record TaskStats(Map<String, StreamStats> streams, Map<String, PatternStats> patterns) {
  /**
   * @param watermark milliseconds, or {@link Long#MIN_VALUE} before the first event
   * @param waiting rows that the watermark has not reached
   */
  public record StreamStats(long events, long late, long watermark, long waiting) {}

  /**
   * @param attempts partial matches alive now
   * @param keys partition keys with state
   * @param dropped attempts that a limit ended
   * @param errors rows whose evaluation failed, such as a division by zero
   * @param problem what was dropped or failed last, in words; or null
   * @param keptCursors those that a host keeps now ({@link RowCursor#keep})
   * @param keptEnded kept cursors that a limit has ended since the task was made
   * @param forgotten how often its automaton has forgotten states since the start, having known as
   *     many as {@link Limits#automatonStates} allows
   */
  public record PatternStats(
      long matches,
      long attempts,
      long keys,
      long dropped,
      long errors,
      boolean paused,
      @Nullable String problem,
      int keptCursors,
      long keptEnded,
      long forgotten) {
    public PatternStats(
        long matches, long attempts, long keys, long dropped, long errors, boolean paused) {
      this(matches, attempts, keys, dropped, errors, paused, null, 0, 0, 0);
    }
  }
}
