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
 */
public record Standing(
    String name,
    Plan plan,
    Target target,
    List<ParameterValue> parameters,
    boolean bounded,
    @Nullable String comment,
    String statement) {

  public record ParameterValue(String name, ColumnType type, @Nullable Object value) {}

  /** Where the rows go. */
  public sealed interface Target {}

  /** The alert log. */
  public record Alerts() implements Target {}

  /** A stream; the plan's columns stand in the order and types of the stream's. */
  public record Feed(String stream) implements Target {}

  /** The caller of a bounded query. */
  public record Result() implements Target {}
}
