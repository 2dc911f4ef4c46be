package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.census.Census;
import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.runtime.state.Part;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that are held back from a stage until they can be put in order: with ORDER BY items behind
 * the time those of one time, since more of that time may come; where time does not come first
 * (bounded queries) all of them, until the end.
 */
final class HeldRows implements MatchStage {
  private final MatchStage stage;
  private final RowOrder order;
  private final boolean ties;
  private final Held held;
  private final Part.Changes changes;

  private static final class Held extends Part {
    private List<Event> rows = new ArrayList<>();

    Held(int owner) {
      super(PartKeys.of(PartKeys.HELD_ROWS, owner));
    }

    @Override
    protected boolean exists() {
      return !rows.isEmpty();
    }

    @Override
    protected void write(PartOutput out) {
      out.number(rows.size());
      rows.forEach(out::event);
    }
  }

  private HeldRows(
      int owner,
      MatchStage stage,
      MatchProgram program,
      Environment environment,
      Part.Changes changes) {
    this.stage = stage;
    this.order = new RowOrder(program, environment);
    this.ties = program.timeFirst();
    this.held = new Held(owner);
    this.changes = changes;
  }

  /**
   * @param ordered whether the stream has a watermark, so that rows come in the order of time
   * @return {@code stage} itself where rows need not be held
   */
  static MatchStage before(
      MatchStage stage,
      int owner,
      MatchProgram program,
      Environment environment,
      boolean ordered,
      Part.Changes changes) {
    boolean ties = ordered && program.timeFirst() && !program.orderBy().isEmpty();
    return ties || !program.timeFirst()
        ? new HeldRows(owner, stage, program, environment, changes)
        : stage;
  }

  @Override
  public void row(Event row, long clock) {
    held.rows.add(row);
    changes.touch(held);
  }

  private void release() {
    List<Event> released = held.rows;
    if (released.isEmpty()) {
      return;
    }
    held.rows = new ArrayList<>();
    changes.touch(held);
    released.sort(order);
    released.forEach(row -> stage.row(row, row.time()));
  }

  private boolean areDue(long time) {
    return ties && !held.rows.isEmpty() && held.rows.getFirst().time() < time;
  }

  @Override
  public long deadline() {
    return ties && !held.rows.isEmpty()
        ? Math.min(stage.deadline(), held.rows.getFirst().time() + 1)
        : stage.deadline();
  }

  @Override
  public void fire(long time) {
    if (areDue(time)) {
      release();
    } else {
      stage.fire(time);
    }
  }

  @Override
  public void end() {
    release();
    stage.end();
  }

  @Override
  public void clear() {
    held.rows = new ArrayList<>();
    changes.touch(held);
    stage.clear();
  }

  @Override
  public long holds() {
    return held.rows.isEmpty()
        ? stage.holds()
        : Math.min(stage.holds(), held.rows.getFirst().time());
  }

  @Override
  public long attempts() {
    return stage.attempts();
  }

  @Override
  public int keys() {
    return stage.keys();
  }

  @Override
  public void count(Census to) {
    stage.count(to);
  }

  @Override
  public boolean countsMatches() {
    return stage.countsMatches();
  }

  // ---- restore ----

  @Override
  public void restore(byte[] name, PartInput in) {
    if (PartKeys.kind(name) != PartKeys.HELD_ROWS) {
      stage.restore(name, in);
      return;
    }
    for (int i = in.count(); i > 0; i--) {
      held.rows.add(in.event());
    }
    held.wasStored();
  }

  @Override
  public void restored() {
    stage.restored();
  }
}
