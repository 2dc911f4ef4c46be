package io.sluice.cep.runtime.match;

import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.Overflow;
import io.sluice.cep.task.LimitReachedException;
import io.sluice.cep.task.Limits;
import io.sluice.cep.task.QueryFailedException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

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

  void tooManyOfKey(Partition partition, @Nullable Attempt oldest, Row row) {
    giveUp(
        partition,
        oldest,
        row,
        "more than %,d partial matches are open".formatted(limits.attemptsPerKey()),
        "use AFTER MATCH SKIP PAST LAST ROW, a shorter WITHIN, or more columns in PARTITION BY");
  }

  void tooManyOfPattern(Partition partition, @Nullable Attempt oldest, Row row) {
    giveUp(
        partition,
        oldest,
        row,
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

  /** Whether a row may begin no attempt, since there are as many as may be; counts it then. */
  boolean refuses(Partition partition, Row row) {
    if (program.overflow().policy() != Overflow.Policy.DROP_NEWEST) {
      return false;
    }
    if (!program.inTurn() && partition.attempts.size() >= limits.attemptsPerKey()) {
      tooManyOfKey(partition, null, row);
      return true;
    }
    if (counters.open >= limits.attemptsPerPattern()) {
      tooManyOfPattern(partition, null, row);
      return true;
    }
    return false;
  }

  private void giveUp(
      Partition partition, @Nullable Attempt attempt, Row row, String what, String whatToDo) {
    String key = partition.key().isEmpty() ? "" : " for the key " + partition.key();
    counters.dropped++;
    var problem = QueryFailedException.at("PATTERN", what + key + "; " + whatToDo, row.event());
    if (program.bounded()) {
      throw problem;
    }
    counters.problem(problem::getMessage);
    if (program.overflow().policy() == Overflow.Policy.STOP) {
      throw new LimitReachedException(counters.problem());
    }
    if (attempt != null) {
      attempt.strands = new ArrayList<>();
      listener.dropped(attempt.id);
    }
  }
}
