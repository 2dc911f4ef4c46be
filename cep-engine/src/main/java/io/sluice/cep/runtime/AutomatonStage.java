package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.Instruction;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.automaton.Core;
import io.sluice.cep.runtime.automaton.EveryCore;
import io.sluice.cep.runtime.automaton.Fit;
import io.sluice.cep.runtime.automaton.Found;
import io.sluice.cep.runtime.automaton.PreferredCore;
import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.runtime.match.Labels;
import io.sluice.cep.runtime.match.Match;
import io.sluice.cep.runtime.match.MatchCounters;
import io.sluice.cep.runtime.match.MatchRows;
import io.sluice.cep.runtime.match.Partition;
import io.sluice.cep.runtime.match.Row;
import io.sluice.cep.runtime.state.Part;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.task.EngineTask;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;

/** By an automaton: what a {@link Core} finds becomes rows. */
final class AutomatonStage implements MatchStage {
  private final int owner;
  private final Core core;
  private final MatchRows rows;
  private final Environment environment;
  private final BitSet excluded = new BitSet();
  private final Part.Changes changes;
  private final Pieces pieces;
  private final Sink sink;

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
    this.environment = environment;
    this.changes = changes;
    this.sink = sink;
    this.pieces = new Pieces();
    this.core =
        switch (fit.kind()) {
          case EVERY -> new EveryCore(program, environment, counters, this::found);
          case PREFERRED -> new PreferredCore(program, environment, counters, this::found);
          case CLEAR -> throw new IllegalArgumentException(fit.why());
        };
    this.rows =
        new MatchRows(program, environment, (where, error, row) -> core.failed(where, error, row));
    for (Instruction instruction : program.pattern().instructions()) {
      if (instruction instanceof Instruction.Take take && take.excluded()) {
        excluded.set(take.variable());
      }
    }
  }

  private byte[] name(Core.Piece piece, byte... rest) {
    return PartKeys.of((byte) (PartKeys.PIECES + piece.ordinal()), owner, rest);
  }

  @Override
  public void row(Event row, long clock) {
    changes.touch(pieces);
    core.row(row, clock);
  }

  private void found(Found found) {
    Labels labels = null;
    for (int i = 0; i < found.size(); i++) {
      int variable = found.variable(i);
      labels = new Labels(labels, new Row(i, found.row(i)), variable, excluded.get(variable));
    }
    var partition = new Partition(Arrays.asList(found.key()));
    Row first = Objects.requireNonNull(labels).first();
    var match = new Match(partition, Match.Kind.MATCH, 0, first, labels, found.time());
    for (MatchRows.MatchRow row : rows.of(match, (m, n) -> RowIds.of(environment, m, n))) {
      sink.row(match, row);
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
