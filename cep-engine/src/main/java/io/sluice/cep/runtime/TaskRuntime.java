package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.event.Schema;
import io.sluice.cep.event.StreamDef;
import io.sluice.cep.program.QueryProgram;
import io.sluice.cep.program.QueryProgram.Destination;
import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.runtime.state.Part;
import io.sluice.cep.runtime.state.PartOutput;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.Limits;
import io.sluice.cep.task.OutputRow;
import io.sluice.cep.task.QueryFailedException;
import io.sluice.cep.task.TaskStats;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that runs: streams and statements, and how rows and time move through them.
 *
 * <p>A row enters its stream, waits for the watermark, and is offered to the readers in the order
 * of their deployment; before a row at time t, bounds that end by t pass. A row that feeds another
 * stream enters that one at once, inside the same call. Feeds make no circle.
 */
public final class TaskRuntime {
  private final Part.Changes changes = new Part.Changes();
  private final Map<String, StreamState> streams = new LinkedHashMap<>();
  private final Map<String, RunningQuery> queries = new LinkedHashMap<>();
  private final TaskPart task = new TaskPart();
  private EngineTask.Output out = row -> {};
  private int deployedSoFar;

  /** The format of the state, and the number of what is deployed next. */
  private final class TaskPart extends Part {
    TaskPart() {
      super(PartKeys.of(PartKeys.TASK, 0));
    }

    @Override
    protected boolean exists() {
      return true;
    }

    @Override
    protected void write(PartOutput to) {
      to.number(StoredState.FORMAT).number(deployedSoFar);
    }
  }

  // ---- what runs ----

  public void createStream(StreamDef def, String statement, int version) {
    var deployed = new Deployed(next(), def.name(), statement, version, 0);
    streams.put(def.name(), new StreamState(deployed, def, changes));
  }

  /** The caller has made sure that nothing reads or feeds it. */
  public void dropStream(String name) {
    StreamState stream = streams.remove(name);
    if (stream != null) {
      stream.drop();
    }
  }

  /**
   * @param id names the statement in ids of rows and in figures; one that ran under it is replaced
   */
  public void deploy(String id, QueryProgram program, String statement, int version) {
    drop(id);
    run(new Deployed(next(), id, statement, version, fingerprint(program)), program);
  }

  private RunningQuery run(Deployed deployed, QueryProgram program) {
    var environment =
        new Environment(deployed.id(), deployed.version(), program.parameters(), Limits.DEFAULT);
    StreamState source = stream(program.source());
    var query = new RunningQuery(deployed, program, environment, source, changes, this::produced);
    source.readers().add(query);
    queries.put(deployed.id(), query);
    return query;
  }

  public void drop(String id) {
    RunningQuery query = queries.remove(id);
    if (query != null) {
      stream(query.program.source()).readers().remove(query);
      query.drop();
    }
  }

  public void pause(String id) {
    query(id).pause();
  }

  public void resume(String id) {
    query(id).resume();
  }

  public boolean runs(String id) {
    return queries.containsKey(id);
  }

  /** The statement that feeds a stream, or the stream whose late rows it takes; or null. */
  public @Nullable String feeder(String stream) {
    for (RunningQuery query : queries.values()) {
      if (query.program.destination() instanceof Destination.Stream to
          && to.name().equals(stream)) {
        return query.id();
      }
    }
    for (StreamState other : streams.values()) {
      if (stream.equals(other.def().lateTo())) {
        return other.def().name();
      }
    }
    return null;
  }

  public long nextOffset(String stream) {
    return stream(stream).nextOffset();
  }

  private int next() {
    changes.touch(task);
    return deployedSoFar++;
  }

  // ---- rows and time ----

  public void event(Event event, EngineTask.Output to) {
    out = to;
    enter(stream(event.stream()), event);
  }

  public void watermark(String stream, long time, EngineTask.Output to) {
    out = to;
    StreamState state = stream(stream);
    state.raise(time);
    advance(state);
  }

  /** The end of all streams, those first that feed others. */
  public void end(EngineTask.Output to) {
    out = to;
    for (String name : new StreamOrder(streams.values(), queries.values()).names()) {
      StreamState stream = stream(name);
      stream.raise(Long.MAX_VALUE);
      advance(stream);
      stream.readers().forEach(RunningQuery::end);
    }
  }

  /** Streams, those first that feed others. */
  public List<String> inOrder() {
    return new StreamOrder(streams.values(), queries.values()).names();
  }

  private void enter(StreamState stream, Event event) {
    if (stream.take(event)) {
      advance(stream);
    } else if (stream.def().lateTo() != null) {
      late(stream, event, stream.def().lateTo());
    }
  }

  private void advance(StreamState stream) {
    long clock = stream.passed();
    for (Event row = stream.release(); row != null; row = stream.release()) {
      clock = Math.max(clock, row.time());
      passBounds(stream, clock);
      for (RunningQuery reader : List.copyOf(stream.readers())) {
        try {
          reader.row(row, clock);
        } catch (RuntimeException | StackOverflowError e) {
          stop(reader, e);
        }
      }
    }
    passBounds(stream, stream.watermark());
    stream.passedTo(stream.watermark());
  }

  /** Bounds that end by {@code time}: the earliest first, then in the order of deployment. */
  private void passBounds(StreamState stream, long time) {
    while (true) {
      RunningQuery first = null;
      long earliest = Long.MAX_VALUE;
      for (RunningQuery reader : stream.readers()) {
        long deadline = reader.deadline();
        if (deadline < earliest) {
          earliest = deadline;
          first = reader;
        }
      }
      if (first == null || earliest > time) {
        return;
      }
      try {
        first.fire(earliest);
      } catch (RuntimeException | StackOverflowError e) {
        stop(first, e);
      }
    }
  }

  /**
   * An error of our own in one statement is no end of the others: it loses its partial matches and
   * is paused. The same input gives the same error, so a replay stops it at the same row.
   */
  private void stop(RunningQuery query, Throwable error) {
    if (error instanceof QueryFailedException expected) {
      throw expected;
    }
    query.pause();
    out.failed(query.id(), error);
  }

  private void late(StreamState stream, Event event, String to) {
    StreamState target = streams.get(to);
    long offset = target == null ? 0 : target.nextOffset();
    var moved = new Event(to, event.time(), offset, event.values(), event.extra());
    var environment = new Environment("late " + stream.def().name(), 0, List.of(), Limits.DEFAULT);
    out.row(
        new OutputRow(
            OutputRow.Kind.LATE,
            to,
            stream.def().name(),
            0,
            RowIds.of(environment, event),
            event.time(),
            offset,
            stream.def().schema(),
            event.values(),
            new Schema(List.of(), false),
            new Object[0],
            List.of(),
            0));
    if (target != null) {
      enter(target, moved);
    }
  }

  private void produced(RunningQuery query, Produced produced) {
    switch (query.program.destination()) {
      case Destination.Alerts() ->
          out.row(row(OutputRow.Kind.ALERT, query.program.name(), query, produced, 0));
      case Destination.Result() ->
          out.row(row(OutputRow.Kind.RESULT, query.program.name(), query, produced, 0));
      case Destination.Stream to -> feed(query, produced, stream(to.name()));
    }
  }

  private void feed(RunningQuery query, Produced produced, StreamState target) {
    StreamDef def = target.def();
    long time = produced.row().time();
    if (def.timeColumn() >= 0) {
      Object value = produced.row().values()[def.timeColumn()];
      if (value == null) {
        query.countError();
        return;
      }
      time = (Long) value;
    }
    long offset = target.nextOffset();
    Event event = new Event(def.name(), time, offset, produced.row().values(), Map.of());
    out.row(row(OutputRow.Kind.STREAM, def.name(), query, produced.with(event), offset));
    enter(target, event);
  }

  private static OutputRow row(
      OutputRow.Kind kind, String to, RunningQuery query, Produced produced, long offset) {
    return new OutputRow(
        kind,
        to,
        query.id(),
        query.deployed.version(),
        produced.id(),
        produced.row().time(),
        offset,
        query.program.output(),
        produced.row().values(),
        produced.keySchema(),
        produced.key(),
        produced.matched(),
        produced.matchedTotal());
  }

  private StreamState stream(String name) {
    StreamState stream = streams.get(name);
    if (stream == null) {
      throw new IllegalArgumentException("there is no stream '" + name + "'");
    }
    return stream;
  }

  private RunningQuery query(String id) {
    RunningQuery query = queries.get(id);
    if (query == null) {
      throw new IllegalArgumentException("there is no pattern '" + id + "'");
    }
    return query;
  }

  // ---- state ----

  public void drain(EngineTask.StateWriter writer) {
    changes.drain(writer);
  }

  /** Takes up a stream where {@code stored} left it. */
  public void restoreStream(StoredState stored, Deployed deployed, StreamDef def) {
    var stream = new StreamState(deployed, def, changes);
    streams.put(def.name(), stream);
    stored.restore(deployed, stream);
    restored(stored);
  }

  /** Takes up a statement where {@code stored} left it. */
  public void restoreQuery(StoredState stored, Deployed deployed, QueryProgram program) {
    if (fingerprint(program) != deployed.fingerprint()) {
      throw new IllegalStateException(
          "the state of '"
              + deployed.id()
              + "' was written by a version of the engine that runs its pattern in another way");
    }
    stored.restore(deployed, run(deployed, program));
    restored(stored);
  }

  private void restored(StoredState stored) {
    deployedSoFar = stored.deployedSoFar();
    task.wasStored();
  }

  private static long fingerprint(QueryProgram program) {
    long hash = 1;
    for (char c : program.dump().toCharArray()) {
      hash = hash * 0x100000001b3L ^ c;
    }
    return hash;
  }

  public TaskStats stats() {
    var streamStats = new LinkedHashMap<String, TaskStats.StreamStats>();
    streams.forEach((name, stream) -> streamStats.put(name, stream.stats()));
    var queryStats = new LinkedHashMap<String, TaskStats.PatternStats>();
    queries.forEach((id, query) -> queryStats.put(id, query.stats()));
    return new TaskStats(streamStats, queryStats);
  }

  /** Statements in the order of their deployment. */
  public List<String> statements() {
    return new ArrayList<>(queries.keySet());
  }
}
