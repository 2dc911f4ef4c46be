package io.sluice.cep;

import io.sluice.cep.event.Event;
import io.sluice.cep.plan.Catalog;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.TaskStats;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The engine in memory, for programs and tests: {@code execute} a script, {@code publish} events,
 * {@code advanceTo} a time, {@code end} the input; rows go to the output given at creation.
 * Single-threaded. A thin shell over {@link EngineTask}.
 */
public final class Engine {
  private Engine() {}

  public static Engine create(EngineTask.Output out) {
    throw new UnsupportedOperationException("engine: being built");
  }

  /**
   * Runs the statements of a script. Throws {@link StatementException}; then none of it took
   * effect.
   */
  public CompileResult execute(String script) {
    throw new UnsupportedOperationException("engine: being built");
  }

  /**
   * Values by column name, of the classes of {@link io.sluice.cep.event.ColumnType}; numbers are
   * widened.
   */
  public void publish(String stream, Map<String, ? extends @Nullable Object> fields) {
    throw new UnsupportedOperationException("engine: being built");
  }

  public void publish(Event event) {
    throw new UnsupportedOperationException("engine: being built");
  }

  /** All streams are complete up to {@code time}. */
  public void advanceTo(Instant time) {
    throw new UnsupportedOperationException("engine: being built");
  }

  /** The input ends. */
  public void end() {
    throw new UnsupportedOperationException("engine: being built");
  }

  public Catalog catalog() {
    throw new UnsupportedOperationException("engine: being built");
  }

  public TaskStats stats() {
    throw new UnsupportedOperationException("engine: being built");
  }
}
