package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.census.Census;
import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.runtime.match.MatchCounters;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.task.EngineTask;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What one statement has to itself in a {@link Crowd}. */
final class CrowdMember implements Core {
  private static final int[] NONE = {};

  final int statement;

  /** Null where its conditions stand in the crowd's table. */
  private final @Nullable Alphabet alphabet;

  final Problems problems;
  final Skips skips;
  private final Crowd crowd;
  private final MatchCounters counters;
  private final Core.Sink sink;

  /** No older row is the start of an attempt of its. */
  int oldest;

  /** Cells with bounds that pass at {@code dueAt}. */
  private int[] due = NONE;

  private int dueCount;
  private long dueAt = Long.MAX_VALUE;

  CrowdMember(
      Crowd crowd,
      int statement,
      MatchProgram program,
      MatchProgram told,
      Environment environment,
      MatchCounters counters,
      Core.Sink sink,
      IntFunction<@Nullable Object[]> keyOf) {
    this.crowd = crowd;
    this.statement = statement;
    this.counters = counters;
    this.sink = sink;
    this.alphabet =
        crowd.conditions.add(statement, program)
            ? null
            : new Alphabet(program, environment.parameters());
    this.problems = new Problems(told, environment, counters, keyOf);
    this.skips = new Skips(told, counters, problems);
  }

  void tell(FoundRows match) {
    counters.matches++;
    sink.found(match);
  }

  /** Whether this is the first cell that is due. */
  boolean isDue(int cell, long time) {
    if (dueCount == due.length) {
      due = Arrays.copyOf(due, 2 * dueCount + 2);
    }
    due[dueCount++] = cell;
    dueAt = time;
    return dueCount == 1;
  }

  @Override
  public void row(Event row, long clock) {
    if (alphabet == null) {
      crowd.row(statement, row, clock);
    } else {
      crowd.row(statement, alphabet, row, clock);
    }
  }

  @Override
  public void failed(String where, ValueException error, Event row) {
    problems.failed(where, error, row);
  }

  /** Most bounds are the crowd's affair. */
  @Override
  public long deadline() {
    return dueAt;
  }

  @Override
  public void fire(long time) {
    int[] passing = due;
    int count = dueCount;
    nothingDue();
    crowd.fire(passing, count, time);
  }

  private void nothingDue() {
    if (dueCount > 0) {
      crowd.isPassed();
    }
    due = NONE;
    dueCount = 0;
    dueAt = Long.MAX_VALUE;
  }

  @Override
  public void end() {
    crowd.end(this);
  }

  @Override
  public void clear() {
    nothingDue();
    crowd.clear(this);
  }

  @Override
  public long attempts() {
    return crowd.attempts(statement);
  }

  @Override
  public int keys() {
    return crowd.keys(statement);
  }

  @Override
  public void count(Census to) {
    crowd.count(statement, to);
  }

  /** The crowd writes what it has for its members. */
  @Override
  public void write(EngineTask.StateWriter writer, Names names) {}

  @Override
  public void restore(Piece piece, byte[] name, PartInput in) {
    throw new IllegalStateException("the state of a crowd belongs to no statement");
  }

  @Override
  public void restored() {}
}
