package io.sluice.cep;

import io.sluice.cep.event.Event;
import io.sluice.cep.event.StreamDef;
import io.sluice.cep.plan.Catalog;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.Limits;
import io.sluice.cep.task.Matching;
import io.sluice.cep.task.TaskStats;
import io.sluice.grammar.NearestName;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The engine in memory, for programs and tests: {@code execute} a script, {@code publish} events,
 * {@code advanceTo} a time, {@code end} the input; rows go to the output given at creation.
 * Single-threaded. A thin shell over {@link EngineTask}.
 */
public final class Engine {
  private final PatternTask task;
  private final Map<String, Integer> versions = new HashMap<>();
  private final EngineTask.Output out;
  private long now;

  private Engine(EngineTask.Output out, Limits limits) {
    this.out = out;
    this.task = new PatternTask(limits, Matching.FASTEST, false);
  }

  public static Engine create(EngineTask.Output out) {
    return create(out, Limits.DEFAULT);
  }

  public static Engine create(EngineTask.Output out, Limits limits) {
    return new Engine(out, limits);
  }

  /** A task without events or statements, for hosts that keep the log and the state. */
  public static EngineTask newTask() {
    return newTask(Limits.DEFAULT);
  }

  public static EngineTask newTask(Limits limits) {
    return newTask(limits, Matching.FASTEST);
  }

  public static EngineTask newTask(Limits limits, Matching matching) {
    return new PatternTask(limits, matching, true);
  }

  /**
   * Runs the statements of a script. Throws {@link StatementException}; then none of it took
   * effect.
   */
  public CompileResult execute(String script) {
    CompileResult result = StatementCompiler.compile(script, task.catalog());
    if (!result.isValid()) {
      throw new StatementException(result.diagnostics(), "script", script);
    }
    task.apply(result, name -> versions.merge(name, 1, Integer::sum));
    return result;
  }

  /**
   * Values by column name, letter case aside, of the classes of {@link
   * io.sluice.cep.event.ColumnType}; numbers are widened, timestamps may be {@link Instant}s. In a
   * stream without a time column the event has the greatest time that was seen.
   *
   * @throws EventException where there is no such stream or column, or a value does not fit
   */
  public void publish(String stream, Map<String, ? extends @Nullable Object> fields) {
    StreamDef def = stream(stream);
    long offset = task.runtime().nextOffset(def.name());
    publish(new EventValues(def).event(fields, offset, now));
  }

  /**
   * @throws EventException where there is no such stream, or it is fed by a statement
   */
  public void publish(Event event) {
    StreamDef def = stream(event.stream());
    String feeder = task.runtime().feeder(def.name());
    if (feeder != null) {
      throw new EventException(
          "stream '%s' is fed by '%s'; publish to the streams that it reads"
              .formatted(def.name(), feeder));
    }
    now = Math.max(now, event.time());
    task.onEvent(event, out);
  }

  /** All streams are complete up to {@code time}. */
  public void advanceTo(Instant time) {
    now = Math.max(now, time.toEpochMilli());
    for (String stream : task.runtime().inOrder()) {
      task.onWatermark(stream, time.toEpochMilli(), out);
    }
  }

  /** The input ends: bounded queries are complete, every bound of a pattern passes. */
  public void end() {
    task.onEnd(out);
  }

  public Catalog catalog() {
    return task.catalog();
  }

  public TaskStats stats() {
    return task.stats();
  }

  private StreamDef stream(String name) {
    StreamDef def = task.catalog().stream(name);
    if (def == null) {
      throw new EventException(
          "there is no stream '%s'%s"
              .formatted(
                  name,
                  NearestName.to(name, task.catalog().streams().keySet())
                      .map(near -> "; did you mean '" + near + "'?")
                      .orElse("")));
    }
    return def;
  }
}
