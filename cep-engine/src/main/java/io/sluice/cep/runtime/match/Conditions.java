package io.sluice.cep.runtime.match;

import io.sluice.cep.event.Event;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.program.Condition;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.task.QueryFailedException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Which variables a row fits. Conditions that look at this row (and its neighbours) only are asked
 * once for all attempts.
 */
final class Conditions {
  private final MatchProgram program;
  private final Environment environment;
  private final MatchCounters counters;

  Conditions(MatchProgram program, Environment environment, MatchCounters counters) {
    this.program = program;
    this.environment = environment;
    this.counters = counters;
  }

  boolean fits(Partition partition, Turn turn, int variable, @Nullable Labels before) {
    Condition condition = program.variables().get(variable);
    if (condition.evaluator() == null) {
      return true;
    }
    if (condition.readsLabels()) {
      return ask(partition, condition, new Labels(before, turn.row, variable, false));
    }
    if (turn.known(variable) == 0) {
      turn.know(variable, ask(partition, condition, new Labels(null, turn.row, variable, false)));
    }
    return turn.known(variable) > 0;
  }

  /**
   * Whether the row may fit one of the variables, for one attempt or another. Asks ahead of time,
   * so a value error is nobody's yet.
   */
  boolean mayFit(Partition partition, Turn turn, Collection<Integer> variables) {
    for (int variable : variables) {
      if (mayFit(partition, turn, variable)) {
        return true;
      }
    }
    return false;
  }

  private boolean mayFit(Partition partition, Turn turn, int variable) {
    Condition condition = program.variables().get(variable);
    if (condition.evaluator() == null || condition.readsLabels()) {
      return true;
    }
    if (turn.known(variable) == 0) {
      try {
        turn.know(
            variable, holds(partition, condition, new Labels(null, turn.row, variable, false)));
      } catch (ValueException e) {
        return true;
      }
    }
    return turn.known(variable) > 0;
  }

  private boolean ask(Partition partition, Condition condition, Labels labels) {
    try {
      return holds(partition, condition, labels);
    } catch (ValueException e) {
      fail(condition.where(), e, labels.row().event());
      return false;
    }
  }

  /** The last entry of {@code labels} is the row with its tentative label. */
  private boolean holds(Partition partition, Condition condition, Labels labels) {
    return condition.evaluator() == null
        || condition
            .evaluator()
            .holds(
                MatchScope.define(program, environment, partition, labels, partition.matches + 1));
  }

  /** Counts a value error; a bounded query ends with it. */
  void fail(String where, ValueException error, Event event) {
    counters.errors++;
    var problem = QueryFailedException.at(where, error.getMessage(), event);
    if (program.bounded()) {
      throw problem;
    }
    counters.problem(problem::getMessage);
  }
}
