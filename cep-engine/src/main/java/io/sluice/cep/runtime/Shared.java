package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.QueryProgram;
import io.sluice.cep.runtime.automaton.Core;
import io.sluice.cep.runtime.automaton.Crowd;
import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.runtime.state.Part;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.task.EngineTask;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link Crowd} at work: who is in it, its place among the bounds of its stream, its state. */
final class Shared extends Due {
  final int number;
  final Crowd crowd;
  private final Crowd.Shape shape;
  private final StreamState stream;
  private final Part.Changes changes;
  private final Pieces pieces = new Pieces();

  /** Of the statement that came last: most are that one. */
  private @Nullable MatchProgram told;

  private final List<@Nullable RunningQuery> byNumber = new ArrayList<>();

  private final class Pieces extends Part.Group {
    @Override
    protected void write(EngineTask.StateWriter writer) {
      crowd.write(writer, Shared.this::name);
    }
  }

  /**
   * @param number of its own among what is deployed: its state goes by it
   * @param program of the first of its statements
   */
  Shared(
      int number,
      Crowd.Shape shape,
      MatchProgram program,
      Environment environment,
      StreamState stream,
      Part.Changes changes) {
    this.number = number;
    this.shape = shape;
    this.crowd = new Crowd(program, environment, this::figures);
    this.stream = stream;
    this.changes = changes;
  }

  Crowd.Shape shape() {
    return shape;
  }

  /** What a statement is when its conditions are in the crowd's hands. */
  QueryProgram told(QueryProgram program) {
    QueryProgram own = program.told(told);
    told = own.match();
    return own;
  }

  private byte[] name(Core.Piece piece, byte... rest) {
    return PartKeys.of((byte) (PartKeys.PIECES + piece.ordinal()), number, rest);
  }

  void joined(RunningQuery query) {
    while (byNumber.size() <= query.deployed.number()) {
      byNumber.add(null);
    }
    byNumber.set(query.deployed.number(), query);
  }

  void left(RunningQuery query) {
    byNumber.set(query.deployed.number(), null);
    crowd.leave(query.deployed.number());
    touch();
    schedule();
  }

  Part pieces() {
    return pieces;
  }

  boolean isEmpty() {
    return crowd.isEmpty();
  }

  private void figures(int statement) {
    RunningQuery query = byNumber.get(statement);
    if (query != null) {
      query.touchFigures();
    }
  }

  /** A row of a statement that the crowd can ask by itself. */
  void row(int statement, Event row, long clock) {
    touch();
    crowd.row(statement, row, clock);
    schedule();
  }

  void touch() {
    changes.touch(pieces);
  }

  /** Tells its stream when its bounds pass next. */
  void schedule() {
    stream.deadlines().set(this, crowd.deadline());
  }

  /** Before all statements: those whose turn it is then follow. */
  @Override
  int turn() {
    return -1 - number;
  }

  @Override
  void fire(long time) {
    touch();
    crowd.fire(
        time,
        statement -> {
          RunningQuery query = byNumber.get(statement);
          if (query != null) {
            query.schedule();
          }
        });
    schedule();
  }

  @Override
  List<RunningQuery> statements() {
    var all = new ArrayList<RunningQuery>();
    for (RunningQuery query : byNumber) {
      if (query != null) {
        all.add(query);
      }
    }
    return all;
  }

  // ---- restore ----

  void restore(byte[] name, PartInput in) {
    int piece = PartKeys.kind(name) - PartKeys.PIECES;
    if (piece >= 0) {
      crowd.restore(Core.Piece.values()[piece], name, in);
    }
  }

  void restored() {
    crowd.restored();
    touch();
    schedule();
  }
}
