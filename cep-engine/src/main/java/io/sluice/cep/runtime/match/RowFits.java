package io.sluice.cep.runtime.match;

import io.sluice.cep.program.Condition;
import io.sluice.cep.program.MatchProgram;
import org.jspecify.annotations.Nullable;

/**
 * Which variables the current row fits. Conditions that look at this row (and its neighbours) only
 * are asked once for all attempts.
 */
final class RowFits {
  private final MatchProgram program;
  private final Evaluation evaluation;
  private final Partition partition;
  private final Row row;
  private final @Nullable Boolean[] known;

  /** Asks a condition; the last entry of {@code labels} is the row with its tentative label. */
  interface Evaluation {
    boolean holds(Partition partition, Condition condition, Labels labels);
  }

  RowFits(MatchProgram program, Evaluation evaluation, Partition partition, Row row) {
    this.program = program;
    this.evaluation = evaluation;
    this.partition = partition;
    this.row = row;
    this.known = new Boolean[program.variables().size()];
  }

  boolean fits(int variable, @Nullable Labels before) {
    Condition condition = program.variables().get(variable);
    if (condition.evaluator() == null) {
      return true;
    }
    if (condition.readsLabels()) {
      return evaluation.holds(partition, condition, new Labels(before, row, variable, false));
    }
    Boolean fits = known[variable];
    if (fits == null) {
      fits = evaluation.holds(partition, condition, new Labels(null, row, variable, false));
      known[variable] = fits;
    }
    return fits;
  }
}
