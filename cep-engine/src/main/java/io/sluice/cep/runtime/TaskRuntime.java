package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.event.StreamDef;
import io.sluice.cep.program.DerivedKeys;
import io.sluice.cep.program.EmittedTime;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.Overflow;
import io.sluice.cep.program.QueryProgram;
import io.sluice.cep.program.QueryProgram.Destination;
import io.sluice.cep.runtime.automaton.Crowd;
import io.sluice.cep.runtime.automaton.Fit;
import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.runtime.state.Part;
import io.sluice.cep.runtime.state.PartOutput;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.InFlight;
import io.sluice.cep.task.Limits;
import io.sluice.cep.task.Matching;
import io.sluice.cep.task.TaskStats;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that runs: streams and statements.
 *
 * <p>How rows and time move is the matter of {@link Flow}.
 */
public final class TaskRuntime {
  private final Part.Changes changes;
  private final Map<String, StreamState> streams = new LinkedHashMap<>();
  private final Map<String, RunningQuery> queries = new LinkedHashMap<>();
  private final Map<String, List<Part>> leftOut = new HashMap<>();
  private final TaskPart task = new TaskPart();
  private final Flow flow = new Flow(streams);
  private final Limits limits;
  private final Matching matching;
  private int deployedSoFar;

  public TaskRuntime(Limits limits) {
    this(limits, Matching.FASTEST, true);
  }

  /**
   * @param stored whether somebody will ask for the state; else no changes are kept in mind
   */
  public TaskRuntime(Limits limits, Matching matching, boolean stored) {
    this.changes = new Part.Changes(stored);
    this.limits = limits;
    this.matching = matching;
  }

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

  /** One of that name, letter case aside, goes with its state; nothing reads or feeds it. */
  public void createStream(StreamDef def, String statement, int version) {
    for (String name : List.copyOf(streams.keySet())) {
      if (name.equalsIgnoreCase(def.name())) {
        dropStream(name);
      }
    }
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
    var deployed = new Deployed(next(), id, statement, version, fingerprint(program));
    Crowd.Shape shape = shape(program);
    Shared shared = null;
    if (shape != null && stream(program.sources().getFirst()).readers().areMany()) {
      shared = shared(program, shape, 0);
    }
    RunningQuery query = run(deployed, program, shared);
    begin(query);
  }

  /** It has the rows of its table that are there. */
  private void begin(RunningQuery query) {
    if (query.program.join() != null) {
      TableRows rows = stream(query.program.join().table()).rows();
      query.begin(Objects.requireNonNull(rows));
    }
  }

  /** Null where it can not share anything. */
  private Crowd.@Nullable Shape shape(QueryProgram program) {
    return program.match() != null
            && program.match().overflow().equals(Overflow.UNSAID)
            && !program.match().timeouts()
            && program.match().derived() == null
            && !program.match().early()
            && program.trigger() != null
            && fit(program).sharesTables(program.match())
        ? Crowd.Shape.of(program.match(), program.trigger())
        : null;
  }

  /**
   * @param number that it had, or 0
   */
  private Shared shared(QueryProgram program, Crowd.Shape shape, int number) {
    StreamState stream = stream(program.sources().getFirst());
    Shared shared = stream.shared(shape, number);
    if (shared == null) {
      MatchProgram match = Objects.requireNonNull(program.match());
      var environment = new Environment("", 0, program.parameters(), limits);
      shared =
          new Shared(number == 0 ? next() : number, shape, match, environment, stream, changes);
      stream.shared().add(shared);
    }
    return shared;
  }

  private RunningQuery run(Deployed deployed, QueryProgram program, @Nullable Shared shared) {
    var environment =
        new Environment(deployed.id(), deployed.version(), program.parameters(), limits(program));
    List<StreamState> sources = program.sources().stream().map(this::stream).toList();
    List<StreamState> merged = program.merge().stream().map(m -> stream(m.stream())).toList();
    StreamState target =
        program.destination() instanceof Destination.Stream to ? stream(to.name()) : null;
    var query =
        new RunningQuery(
            deployed,
            program,
            environment,
            sources,
            merged,
            emittedTime(program),
            fit(program),
            shared,
            changes,
            flow);
    sources.forEach(source -> source.add(query));
    if (target != null) {
      target.feeders().add(query);
    }
    queries.put(deployed.id(), query);
    forgetTargets();
    return query;
  }

  /** What the statement says, else what the host says. */
  private Limits limits(QueryProgram program) {
    Overflow own = program.match() == null ? Overflow.UNSAID : program.match().overflow();
    if (own.perKey() == 0 && own.perPattern() == 0) {
      return limits;
    }
    return new Limits(
        own.perKey() > 0 ? own.perKey() : limits.attemptsPerKey(),
        own.perPattern() > 0 ? own.perPattern() : limits.attemptsPerPattern(),
        limits.stepsPerRow(),
        limits.keptCursors(),
        limits.keptEntries(),
        limits.automatonStates());
  }

  private void forgetTargets() {
    streams.values().forEach(StreamState::forgetTargets);
  }

  private Fit fit(QueryProgram program) {
    if (program.match() == null || matching == Matching.CLEAR) {
      return Fit.CLEAR;
    }
    boolean ordered = stream(program.sources().getFirst()).def().hasWatermark();
    return Fit.of(program.match(), ordered, emittedTime(program));
  }

  private EmittedTime emittedTime(QueryProgram program) {
    StreamState target =
        program.destination() instanceof Destination.Stream to ? stream(to.name()) : null;
    if (target == null || program.match() == null) {
      return EmittedTime.ROW;
    }
    return EmittedTime.fed(program.times(), target.def().timeColumn());
  }

  public void drop(String id) {
    leftOut.getOrDefault(id, List.of()).forEach(changes::touch);
    leftOut.remove(id);
    RunningQuery query = queries.remove(id);
    if (query != null) {
      query.sources.forEach(source -> source.remove(query));
      if (query.program.destination() instanceof Destination.Stream to) {
        stream(to.name()).feeders().remove(query);
      }
      query.drop();
      query.sources.forEach(source -> source.shared().removeIf(Shared::isEmpty));
      forgetTargets();
    }
  }

  public void pause(String id) {
    query(id).pause();
  }

  public void resume(String id) {
    RunningQuery query = query(id);
    query.resume();
    begin(query);
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
    flow.to(to).event(stream(event.stream()), event);
  }

  /** Of a stream that is not fed: the time of others comes from what feeds them. */
  public void watermark(String stream, long time, EngineTask.Output to) {
    flow.to(to).watermark(stream(stream), time);
  }

  /** Streams that have been silent for so long that others need not wait for them. */
  public void tick(long now, EngineTask.Output to) {
    flow.to(to);
    for (String name : inOrder()) {
      flow.tick(stream(name), now);
    }
  }

  /** The end of all streams, those first that feed others. */
  public void end(EngineTask.Output to) {
    flow.to(to);
    for (String name : inOrder()) {
      flow.end(stream(name));
    }
  }

  /** Streams, those first that feed others. */
  public List<String> inOrder() {
    return new StreamOrder(streams.values(), queries.values()).names();
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

  /** Takes up a statement where {@code stored} left it; false where that was another program. */
  public boolean restoreQuery(StoredState stored, Deployed deployed, QueryProgram program) {
    if (fingerprint(program) != deployed.fingerprint()) {
      return false;
    }
    int crowd = stored.crowd(deployed);
    Crowd.Shape shape = crowd == 0 ? null : shape(program);
    Shared shared = shape == null ? null : shared(program, shape, crowd);
    stored.restore(deployed, run(deployed, program, shared));
    restored(stored);
    return true;
  }

  /** All streams and statements are back: now what they share. */
  public void restoreShared(StoredState stored) {
    for (StreamState stream : streams.values()) {
      stream.shared().forEach(stored::restore);
    }
  }

  /** A statement does not run; its state is forgotten when its name is used again. */
  public void leaveOut(StoredState stored, Deployed deployed) {
    leftOut.put(deployed.id(), stored.parts(deployed));
    restored(stored);
  }

  private void restored(StoredState stored) {
    deployedSoFar = stored.deployedSoFar();
    task.wasStored();
  }

  /** The state is that of one program, and of the matcher that runs it. */
  private long fingerprint(QueryProgram program) {
    Fit.Kind kind = fit(program).kind();
    DerivedKeys derived = program.match() == null ? null : program.match().derived();
    String keys = derived == null ? "" : String.join(",", derived.texts());
    String matcher = kind == Fit.Kind.CLEAR ? "" : kind.name() + keys;
    long hash = 1;
    for (char c : (program.dump() + matcher).toCharArray()) {
      hash = hash * 0x100000001b3L ^ c;
    }
    return hash;
  }

  /**
   * What is open for a statement.
   *
   * @param most how many entries are looked at
   */
  public InFlight inFlight(String id, int most) {
    return query(id).inFlight(most);
  }

  public TaskStats stats() {
    var streamStats = new LinkedHashMap<String, TaskStats.StreamStats>();
    streams.forEach((name, stream) -> streamStats.put(name, stream.stats()));
    var queryStats = new LinkedHashMap<String, TaskStats.PatternStats>();
    queries.forEach((id, query) -> queryStats.put(id, query.stats()));
    return new TaskStats(streamStats, queryStats);
  }

  /** How many statements share the tables of a crowd with at least one other. */
  public int sharing() {
    int sharing = 0;
    for (StreamState stream : streams.values()) {
      for (Shared shared : stream.shared()) {
        int size = shared.statements().size();
        sharing += size > 1 ? size : 0;
      }
    }
    return sharing;
  }

  /** Statements in the order of their deployment. */
  public List<String> statements() {
    return new ArrayList<>(queries.keySet());
  }
}
