package io.sluice.cep.plan;

import io.sluice.cep.event.ColumnType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that runs on events: the body of a pattern, an INSERT INTO, or a bare SELECT.
 *
 * @param name what its rows are called by: the pattern, the target stream, or {@code result}
 * @param parameters values of the pattern's parameters, in order
 * @param bounded a bare SELECT over finite input: the end of input ends each partition and passes
 *     every bound
 * @param comment of CREATE PATTERN
 * @param statement canonical text
 * @param limits what it says of partial matches that are too many
 */
public record Standing(
    String name,
    Plan plan,
    Target target,
    List<ParameterValue> parameters,
    boolean bounded,
    @Nullable String comment,
    String statement,
    AttemptLimits limits) {

  public Standing(
      String name,
      Plan plan,
      Target target,
      List<ParameterValue> parameters,
      boolean bounded,
      @Nullable String comment,
      String statement) {
    this(name, plan, target, parameters, bounded, comment, statement, AttemptLimits.UNSAID);
  }

  /**
   * @param perKey partial matches of one key side by side; 0 where nothing is said
   * @param perPattern the same over all keys
   */
  public record AttemptLimits(int perKey, int perPattern, WhenFull whenFull) {
    public static final AttemptLimits UNSAID = new AttemptLimits(0, 0, WhenFull.DROP_OLDEST);
  }

  /** What happens to a partial match that is one too many. */
  public enum WhenFull {
    DROP_OLDEST,
    DROP_NEWEST,
    STOP
  }

  public record ParameterValue(String name, ColumnType type, @Nullable Object value) {}

  /** Where the rows go. */
  public sealed interface Target {}

  /** The alert log. */
  public record Alerts() implements Target {}

  /**
   * A stream; the plan's columns stand in the order and types of the stream's.
   *
   * @param timeColumn the one that is the time of its events, or -1
   */
  public record Feed(String stream, int timeColumn) implements Target {}

  /** The caller of a bounded query. */
  public record Result() implements Target {}
}
