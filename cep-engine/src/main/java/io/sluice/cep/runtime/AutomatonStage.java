package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.automaton.Core;
import io.sluice.cep.runtime.automaton.EveryCore;
import io.sluice.cep.runtime.automaton.Fit;
import io.sluice.cep.runtime.automaton.Found;
import io.sluice.cep.runtime.automaton.FoundSeries;
import io.sluice.cep.runtime.automaton.PairsCore;
import io.sluice.cep.runtime.automaton.PreferredCore;
import io.sluice.cep.runtime.automaton.RunsCore;
import io.sluice.cep.runtime.census.Census;
import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.runtime.match.Match;
import io.sluice.cep.runtime.match.MatchCounters;
import io.sluice.cep.runtime.match.MatchRows;
import io.sluice.cep.runtime.state.Part;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.task.EngineTask;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** By an automaton: what a {@link Core} finds becomes rows. */
final class AutomatonStage implements MatchStage {
  private final int owner;
  private final Core core;

  /** Null where rows are plain. */
  private final @Nullable MatchRows rows;

  /** Where matches are counted. */
  private final @Nullable LastRows lastRows;

  private final FoundSource.Statement statement;
  private final @Nullable PlainRow plain;
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
    this.statement = new FoundSource.Statement(environment, program);
    this.plain = PlainRow.of(program);
    this.changes = changes;
    this.sink = sink;
    this.shared = null;
    this.pieces = new Pieces();
    MatchProgram byKeys = program.byKeys();
    this.core =
        switch (fit.kind()) {
          case EVERY, COUNTED ->
              new EveryCore(byKeys, environment, counters, new Rows(), this::ended);
          case PREFERRED, OFFSETS -> new PreferredCore(byKeys, environment, counters, new Rows());
          case RUNS ->
              RunsCore.runs(byKeys)
                  ? new RunsCore(byKeys, environment, counters, new Rows())
                  : new PreferredCore(byKeys, environment, counters, new Rows());
          case PAIRS -> new PairsCore(byKeys, environment, counters, new Rows());
          case CLEAR -> throw new IllegalArgumentException(fit.why());
        };
    MatchRows.Failure failure = (where, error, row) -> core.failed(where, error, row);
    this.rows = plain == null ? new MatchRows(program, environment, failure) : null;
    this.lastRows =
        fit.kind() == Fit.Kind.COUNTED ? new LastRows(program, environment, failure, sink) : null;
  }

  /**
   * As one of many of the same shape.
   *
   * @param told the program without its conditions
   */
  AutomatonStage(
      int owner,
      Shared shared,
      MatchProgram program,
      MatchProgram told,
      Environment environment,
      MatchCounters counters,
      Part.Changes changes,
      Sink sink) {
    this.owner = owner;
    this.statement = new FoundSource.Statement(environment, told);
    this.plain = PlainRow.of(told);
    this.changes = changes;
    this.sink = sink;
    this.shared = shared;
    this.pieces = shared.pieces();
    this.core = shared.crowd.join(owner, program, told, environment, counters, new Rows());
    MatchRows.Failure failure = (where, error, row) -> core.failed(where, error, row);
    this.rows = plain == null ? new MatchRows(told, environment, failure) : null;
    this.lastRows = null;
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
    Objects.requireNonNull(lastRows).tell(key, last, totals);
  }

  /** Makes rows of what the core finds. */
  private final class Rows implements Core.Sink {
    private final @Nullable MatchCursor cursor =
        plain == null ? null : new MatchCursor(statement, plain);

    @Override
    public void found(Found found) {
      FoundSource source = statement.source(found);
      Event first = source.rows()[0];
      if (plain != null) {
        plain.labels(source.variables());
        @Nullable Object[] values = plain.values(source.rows(), source.key());
        sink.row(first.stream(), first.offset(), source.time(), values, source);
        return;
      }
      Match match = source.match(found.matchNumber());
      for (MatchRows.MatchRow row : Objects.requireNonNull(rows).of(match, (m, n) -> source.id())) {
        var of =
            new MatchSource(statement.environment(), statement.program(), match, row.ordinal());
        sink.row(first.stream(), first.offset(), row.time(), row.values(), of);
      }
    }

    @Override
    public void series(FoundSeries matches) {
      if (cursor == null || !sink.takes(cursor.of(matches))) {
        Core.Sink.super.series(matches);
      }
    }
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

  @Override
  public void count(Census to) {
    core.count(to);
  }

  @Override
  public boolean countsMatches() {
    return core.countsMatches();
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
