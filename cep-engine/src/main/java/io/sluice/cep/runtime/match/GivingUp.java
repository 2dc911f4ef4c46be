package io.sluice.cep.runtime.match;

import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.task.Limits;
import io.sluice.cep.task.QueryFailedException;
import java.util.ArrayList;

/**
 * Ends attempts that a limit does not allow: what they have found so far is their match. A bounded
 * query fails instead, since its answer would be wrong.
 */
final class GivingUp {
  private final MatchProgram program;
  private final Limits limits;
  private final MatchCounters counters;
  private final MatchListener listener;

  GivingUp(MatchProgram program, Limits limits, MatchCounters counters, MatchListener listener) {
    this.program = program;
    this.limits = limits;
    this.counters = counters;
    this.listener = listener;
  }

  void tooManyOfKey(Partition partition, Attempt oldest, Row row) {
    giveUp(
        partition,
        oldest,
        row,
        "more than %,d partial matches are open".formatted(limits.attemptsPerKey()),
        "use AFTER MATCH SKIP PAST LAST ROW, a shorter WITHIN, or more columns in PARTITION BY");
  }

  void tooManyOfPattern(Partition partition, Attempt oldest) {
    giveUp(
        partition,
        oldest,
        oldest.start,
        "more than %,d partial matches are open over all keys"
            .formatted(limits.attemptsPerPattern()),
        "use a shorter WITHIN or a narrower condition for the first row");
  }

  void tooManySteps(Partition partition, Attempt attempt, Row row) {
    giveUp(
        partition,
        attempt,
        row,
        "one row asks for more than %,d steps of a partial match that began at row %d"
            .formatted(limits.stepsPerRow(), attempt.start.event().offset()),
        "use smaller quantifiers, or conditions that do not overlap");
  }

  private void giveUp(Partition partition, Attempt attempt, Row row, String what, String whatToDo) {
    String key = partition.key().isEmpty() ? "" : " for the key " + partition.key();
    counters.dropped++;
    var problem = QueryFailedException.at("PATTERN", what + key + "; " + whatToDo, row.event());
    if (program.bounded()) {
      throw problem;
    }
    counters.problem = problem.getMessage();
    attempt.strands = new ArrayList<>();
    listener.dropped(attempt.id);
  }
}
