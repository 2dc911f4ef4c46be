package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.Instruction;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.automaton.Core;
import io.sluice.cep.runtime.automaton.EveryCore;
import io.sluice.cep.runtime.automaton.Fit;
import io.sluice.cep.runtime.automaton.Found;
import io.sluice.cep.runtime.automaton.PairsCore;
import io.sluice.cep.runtime.automaton.PreferredCore;
import io.sluice.cep.runtime.automaton.RunsCore;
import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.runtime.match.Match;
import io.sluice.cep.runtime.match.MatchCounters;
import io.sluice.cep.runtime.match.MatchRows;
import io.sluice.cep.runtime.state.Part;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.task.EngineTask;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** By an automaton: what a {@link Core} finds becomes rows. */
final class AutomatonStage implements MatchStage {
  private final int owner;
  private final Core core;
  private final MatchRows rows;
  private final LastRows lastRows;
  private final FoundSource.Statement statement;
  private final @Nullable PlainRow plain;
  private int[] labels = {};
  private final Part.Changes changes;
  private final Part pieces;
  private final Sink sink;

  /** Null where it shares nothing. */
  private final @Nullable Shared shared;

  /** What the core has to write. */
  private final class Pieces extends Part.Group {
    @Override
    protected void write(EngineTask.StateWriter writer) {
      core.write(writer, AutomatonStage.this::name);
    }
  }

  AutomatonStage(
      int owner,
      Fit fit,
      MatchProgram program,
      Environment environment,
      MatchCounters counters,
      Part.Changes changes,
      Sink sink) {
    this.owner = owner;
    this.statement = new FoundSource.Statement(environment, program, excluded(program));
    this.plain = PlainRow.of(program);
    this.changes = changes;
    this.sink = sink;
    this.shared = null;
    this.pieces = new Pieces();
    this.core =
        switch (fit.kind()) {
          case EVERY, COUNTED ->
              new EveryCore(program, environment, counters, this::found, this::ended);
          case PREFERRED -> new PreferredCore(program, environment, counters, this::found);
          case RUNS ->
              RunsCore.runs(program)
                  ? new RunsCore(program, environment, counters, this::found)
                  : new PreferredCore(program, environment, counters, this::found);
          case PAIRS -> new PairsCore(program, environment, counters, this::found);
          case CLEAR -> throw new IllegalArgumentException(fit.why());
        };
    MatchRows.Failure failure = (where, error, row) -> core.failed(where, error, row);
    this.rows = new MatchRows(program, environment, failure);
    this.lastRows = new LastRows(program, environment, failure, sink);
  }

  /** As one of many of the same shape. */
  AutomatonStage(
      int owner,
      Shared shared,
      MatchProgram program,
      Environment environment,
      MatchCounters counters,
      Part.Changes changes,
      Sink sink) {
    this.owner = owner;
    this.statement = new FoundSource.Statement(environment, program, excluded(program));
    this.plain = PlainRow.of(program);
    this.changes = changes;
    this.sink = sink;
    this.shared = shared;
    this.pieces = shared.pieces();
    this.core = shared.crowd.join(owner, program, environment, counters, this::found);
    MatchRows.Failure failure = (where, error, row) -> core.failed(where, error, row);
    this.rows = new MatchRows(program, environment, failure);
    this.lastRows = new LastRows(program, environment, failure, sink);
  }

  private static boolean[] excluded(MatchProgram program) {
    var excluded = new boolean[program.variables().size()];
    for (Instruction instruction : program.pattern().instructions()) {
      if (instruction instanceof Instruction.Take take && take.excluded()) {
        excluded[take.variable()] = true;
      }
    }
    return excluded;
  }

  private byte[] name(Core.Piece piece, byte... rest) {
    return PartKeys.of((byte) (PartKeys.PIECES + piece.ordinal()), owner, rest);
  }

  @Override
  public void row(Event row, long clock) {
    changes.touch(pieces);
    core.row(row, clock);
  }

  private void ended(Event last, @Nullable Object[] key, IntFunction<@Nullable Object> totals) {
    lastRows.tell(key, last, totals);
  }

  private void found(Found found) {
    @Nullable Object[] key = found.key();
    var events = new Event[Math.max(1, found.size())];
    events[0] = found.start();
    for (int i = 1; i < events.length; i++) {
      events[i] = found.row(i);
    }
    var source =
        new FoundSource(statement, found.kind(), key, events, variables(found), found.time());
    Event first = events[0];
    if (plain != null) {
      @Nullable Object[] values = plain.values(events, key);
      sink.row(first.stream(), first.offset(), found.time(), values, source);
      return;
    }
    Match match = source.match(found.matchNumber());
    for (MatchRows.MatchRow row : rows.of(match, (m, n) -> source.id())) {
      var of = new MatchSource(statement.environment(), statement.program(), match, row.ordinal());
      sink.row(first.stream(), first.offset(), row.time(), row.values(), of);
    }
  }

  /** Most matches have the labels of the one before: those are kept once. */
  private int[] variables(Found found) {
    int size = found.size();
    boolean same = size == labels.length && size > 0;
    for (int i = 0; same && i < size; i++) {
      same = labels[i] == found.variable(i);
    }
    if (!same) {
      labels = new int[size];
      for (int i = 0; i < size; i++) {
        labels[i] = found.variable(i);
      }
      if (plain != null) {
        plain.labels(labels);
      }
    }
    return labels;
  }

  @Override
  public long deadline() {
    return core.deadline();
  }

  @Override
  public void fire(long time) {
    changes.touch(pieces);
    core.fire(time);
  }

  @Override
  public void end() {
    changes.touch(pieces);
    core.end();
  }

  @Override
  public void clear() {
    changes.touch(pieces);
    core.clear();
  }

  /** Matches are told at their last rows. */
  @Override
  public long holds() {
    return Long.MAX_VALUE;
  }

  @Override
  public long attempts() {
    return core.attempts();
  }

  @Override
  public int keys() {
    return core.keys();
  }

  // ---- restore ----

  @Override
  public void restore(byte[] name, PartInput in) {
    int piece = PartKeys.kind(name) - PartKeys.PIECES;
    if (piece >= 0) {
      core.restore(Core.Piece.values()[piece], name, in);
    }
  }

  @Override
  public void restored() {
    core.restored();
  }
}
