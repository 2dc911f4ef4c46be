package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.event.Schema;
import io.sluice.cep.event.StreamDef;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.program.EmittedTime;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.QueryProgram;
import io.sluice.cep.program.QueryProgram.Destination;
import io.sluice.cep.runtime.automaton.Fit;
import io.sluice.cep.runtime.census.Census;
import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.runtime.match.MatchCounters;
import io.sluice.cep.runtime.state.Part;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import io.sluice.cep.task.InFlight;
import io.sluice.cep.task.OutputRow;
import io.sluice.cep.task.RowCursor;
import io.sluice.cep.task.TaskStats;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A statement at work: its program, and all that it has to remember. */
final class RunningQuery extends Due {
  private static final Schema NO_KEY = new Schema(List.of(), false);

  final Deployed deployed;
  final QueryProgram program;
  final List<StreamState> sources;
  private final Environment environment;
  private final MatchCounters counters = new MatchCounters();
  private final @Nullable Merge merge;
  private final @Nullable JoinStage join;
  private final @Nullable MatchStage match;
  private final @Nullable Shared shared;
  private final Schema inputSchema;
  private final Part.Changes changes;
  private final Sink sink;
  private final Definition definition;
  private final Figures figures;
  private final Steps steps;
  private final OutputRow.Origin origin;
  private final Runnable readLater = this::touchFigures;
  private boolean paused;
  private boolean dropped;

  interface Sink {
    /**
     * A row of {@code query}.
     *
     * @param stream of the first row that it was made of
     * @param offset of that row
     * @param source what it was made of
     */
    void produced(
        RunningQuery query,
        String stream,
        long offset,
        long time,
        @Nullable Object[] values,
        OutputRow.Source source);

    /** Rows that feed no stream. */
    void produced(RowCursor rows);
  }

  /** Rows of matches on their way out. */
  private final class Matched implements MatchStage.Sink {
    @Override
    public void row(
        String stream, long offset, long time, @Nullable Object[] values, OutputRow.Source source) {
      if (program.after().isEmpty()) {
        sink.produced(RunningQuery.this, stream, offset, time, values, source);
      } else {
        leave(new Event(stream, time, offset, values, Map.of()), source);
      }
    }

    @Override
    public boolean takes(MatchCursor rows) {
      boolean takes =
          program.after().isEmpty() && !(program.destination() instanceof Destination.Stream);
      if (takes) {
        sink.produced(rows.under(origin, readLater));
      }
      return takes;
    }
  }

  /** What was deployed, in the state: a restart compiles it again. */
  private final class Definition extends Part {
    Definition() {
      super(PartKeys.of(PartKeys.QUERY, deployed.number()));
    }

    @Override
    protected boolean exists() {
      return !dropped;
    }

    @Override
    protected void write(PartOutput out) {
      deployed.write(out);
      out.flag(paused);
      // Crowds have numbers as all that is deployed, and none is the first.
      out.number(shared == null ? 0 : shared.number);
    }
  }

  RunningQuery(
      Deployed deployed,
      QueryProgram program,
      Environment environment,
      List<StreamState> sources,
      List<StreamState> merged,
      EmittedTime emittedTime,
      Fit fit,
      @Nullable Shared shared,
      Part.Changes changes,
      Sink sink) {
    this.shared = shared;
    this.deployed = deployed;
    this.sources = sources;
    this.program = shared == null ? program : shared.told(program);
    this.environment = environment;
    this.changes = changes;
    this.sink = sink;
    this.definition = new Definition();
    this.steps = new Steps(this.program, environment, counters);
    this.figures = new Figures(deployed.number(), counters, steps);
    this.origin = origin(deployed, program);
    this.merge =
        merged.isEmpty() ? null : new Merge(deployed.number(), program.merge(), merged, changes);
    this.join =
        program.join() == null
            ? null
            : new JoinStage(deployed.number(), program.join(), environment, changes);
    StreamDef source = sources.getFirst().def();
    this.inputSchema = program.match() == null ? source.schema() : program.match().input();
    this.match =
        program.match() == null
            ? null
            : stage(program.match(), source.hasWatermark(), fit, emittedTime);
    changes.touch(definition);
  }

  private static OutputRow.Origin origin(Deployed deployed, QueryProgram program) {
    OutputRow.Kind kind = OutputRow.Kind.RESULT;
    String to = program.name();
    switch (program.destination()) {
      case Destination.Alerts() -> kind = OutputRow.Kind.ALERT;
      case Destination.Result() -> {}
      case Destination.Stream stream -> {
        kind = OutputRow.Kind.STREAM;
        to = stream.name();
      }
    }
    return new OutputRow.Origin(
        kind,
        to,
        deployed.id(),
        deployed.version(),
        program.output(),
        program.match() == null ? NO_KEY : program.match().keySchema());
  }

  private MatchStage stage(MatchProgram match, boolean ordered, Fit fit, EmittedTime emittedTime) {
    int owner = deployed.number();
    var matched = new Matched();
    if (shared != null) {
      shared.joined(this);
      MatchProgram told = Objects.requireNonNull(program.match());
      return new AutomatonStage(
          owner, shared, match, told, environment, counters, changes, matched);
    }
    MatchStage stage =
        fit.kind() == Fit.Kind.CLEAR
            ? new ClearStage(owner, match, environment, counters, emittedTime, changes, matched)
            : new AutomatonStage(owner, fit, match, environment, counters, changes, matched);
    return HeldRows.before(stage, owner, match, environment, ordered, changes);
  }

  String id() {
    return environment.id();
  }

  // ---- rows and time ----

  /**
   * @param clock bounds up to this time have been passed
   */
  void row(Event event, long clock) {
    if (paused) {
      return;
    }
    changes.touch(figures);
    if (shared != null && match != null) {
      match.row(event, clock);
      shared.schedule();
      return;
    }
    if (merge != null) {
      merge.take(event);
      drain(merge);
      return;
    }
    if (join != null) {
      meet(join, event);
      return;
    }
    Event row = steps.before(event);
    if (row == null) {
      return;
    }
    if (match != null) {
      match.row(row, clock);
      schedule();
      return;
    }
    leave(row, new EventSource(environment, event, inputSchema));
  }

  /** A stream that it reads is further than before. */
  void timePassed() {
    if (merge != null && !paused) {
      changes.touch(figures);
      drain(merge);
    }
  }

  /** Merged rows have a time of their own: bounds pass between them. */
  private void drain(Merge merge) {
    if (join != null) {
      for (Event row = merge.release(); row != null; row = merge.release()) {
        meet(join, row);
      }
      merge.passed(merge.done());
      return;
    }
    if (match == null) {
      return;
    }
    for (Event row = merge.release(); row != null; row = merge.release()) {
      passBounds(merge, match, row.time());
      match.row(row, merge.passed());
    }
    passBounds(merge, match, merge.done());
  }

  /** A row of the table, or one of the stream that meets those of the table. */
  private void meet(JoinStage join, Event event) {
    try {
      if (join.isOfTable(event)) {
        join.put(event);
      } else {
        join.join(event, this::joined);
      }
    } catch (ValueException e) {
      var _ = steps.fail(join.where(event), e, event);
    }
  }

  private void joined(Event row, Event of, @Nullable Event with, @Nullable String key) {
    Event out = steps.before(row);
    if (out != null) {
      leave(
          out, new JoinSource(environment, Objects.requireNonNull(program.join()), of, with, key));
    }
  }

  /** It begins with the rows that its table has. */
  void begin(TableRows rows) {
    if (join != null) {
      rows.all().forEach(row -> meet(join, row));
    }
  }

  private static void passBounds(Merge merge, MatchStage match, long time) {
    for (long d = match.deadline(); d <= time && d < Long.MAX_VALUE; d = match.deadline()) {
      merge.passed(d);
      match.fire(d);
    }
    merge.passed(time);
  }

  /** Tells its stream when bounds pass next; those of merged rows pass with {@link #drain}. */
  void schedule() {
    if (match != null && merge == null) {
      sources.getFirst().deadlines().set(this, match.deadline());
    }
    if (shared != null) {
      shared.schedule();
    }
  }

  @Override
  int turn() {
    return deployed.number();
  }

  @Override
  List<RunningQuery> statements() {
    return List.of(this);
  }

  @Override
  void fire(long time) {
    if (match != null) {
      changes.touch(figures);
      match.fire(time);
      schedule();
    }
  }

  void end() {
    if (match != null && (merge == null || merge.done() == Long.MAX_VALUE)) {
      changes.touch(figures);
      match.end();
      schedule();
    }
  }

  /**
   * What it still emits has this time or a later one, as far as its time column can be foreseen.
   */
  long emits() {
    long done = merge == null ? sources.getFirst().done() : merge.done();
    return match == null ? done : Math.min(done, match.holds());
  }

  private void leave(Event row, OutputRow.Source source) {
    Event out = steps.behind(row);
    if (out != null) {
      if (match == null) {
        counters.matches++;
      }
      sink.produced(this, out.stream(), out.offset(), out.time(), out.values(), source);
    }
  }

  /** A row that has no place in the stream that it should feed. */
  void withoutTime(StreamDef target, Event row) {
    steps.withoutTime(target, row);
  }

  OutputRow.Origin origin() {
    return origin;
  }

  // ---- life ----

  private void sleeps() {
    if (shared != null) {
      shared.crowd.sleeps(deployed.number(), paused);
    }
  }

  void touchFigures() {
    changes.touch(figures);
  }

  void pause() {
    paused = true;
    changes.touch(definition);
    clear();
    sleeps();
  }

  private void clear() {
    if (match != null) {
      match.clear();
    }
    if (merge != null) {
      merge.clear();
    }
    if (join != null) {
      join.clear();
    }
    schedule();
  }

  /** All of its state is back. */
  void restored() {
    schedule();
    if (match != null && shared == null && match.keys() > 0) {
      StreamState source = sources.getFirst();
      source.readers().recovers(this, source.watermark());
    }
  }

  void resume() {
    paused = false;
    changes.touch(definition);
    sleeps();
  }

  void drop() {
    clear();
    if (shared != null) {
      shared.left(this);
    }
    if (join != null) {
      join.drop();
    }
    dropped = true;
    figures.drop();
    changes.touch(definition);
    changes.touch(figures);
  }

  void restored(boolean wasPaused) {
    paused = wasPaused;
    sleeps();
    definition.wasStored();
  }

  void restoreFigures(PartInput in) {
    figures.restore(in);
  }

  @Nullable Merge merge() {
    return merge;
  }

  @Nullable JoinStage join() {
    return join;
  }

  @Nullable Shared shared() {
    return shared;
  }

  @Nullable MatchStage match() {
    return match;
  }

  /** What is open, counted now. */
  InFlight inFlight(int most) {
    if (match == null || program.match() == null) {
      return InFlight.NOTHING;
    }
    long time = merge == null ? sources.getFirst().done() : merge.passed();
    var census = new Census(program.match(), time, most);
    match.count(census);
    return census.done(match.attempts(), match.keys(), match.countsMatches());
  }

  TaskStats.PatternStats stats() {
    return new TaskStats.PatternStats(
        counters.matches,
        match == null ? 0 : match.attempts(),
        match == null ? 0 : match.keys(),
        counters.dropped,
        counters.errors,
        paused,
        counters.problem(),
        counters.kept,
        counters.keptEnded,
        counters.forgotten);
  }
}
