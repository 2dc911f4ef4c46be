package io.sluice.cep.runtime.match;

import io.sluice.cep.program.MatchProgram;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every row may start a match, whatever became of the starts before it: all are followed. */
final class SideBySide implements Starts {
  /** An empty match is the nearest one. */
  private static final Comparator<Attempt.Found> NEAREST =
      Comparator.comparing(Attempt.Found::labels, Comparator.nullsFirst(Labels.NEAREST));

  private final MatchProgram program;
  private final Stepper stepper;
  private final Bounds bounds;
  private final Reports reports;
  private final GivingUp givingUp;
  private final MatchCounters counters;
  private final MatchListener listener;
  private final int limit;

  SideBySide(
      MatchProgram program,
      Stepper stepper,
      Bounds bounds,
      Reports reports,
      GivingUp givingUp,
      int attemptsPerKey,
      MatchCounters counters,
      MatchListener listener) {
    this.program = program;
    this.stepper = stepper;
    this.bounds = bounds;
    this.reports = reports;
    this.givingUp = givingUp;
    this.limit = attemptsPerKey;
    this.counters = counters;
    this.listener = listener;
  }

  @Override
  public void row(Partition partition, Turn turn, boolean blocked, Matcher.Sink sink) {
    step(partition, turn, blocked);
    settle(partition, sink);
  }

  /** All attempts see the row, and it begins one. */
  void step(Partition partition, Turn turn, boolean blocked) {
    for (Attempt attempt : partition.attempts) {
      if (!attempt.decided() && !stepper.advance(partition, attempt, turn)) {
        givingUp.tooManySteps(partition, attempt, turn.row);
      }
    }
    if (!blocked) {
      start(partition, turn);
    }
  }

  private void start(Partition partition, Turn turn) {
    Attempt attempt = stepper.begin(counters.created, turn.row);
    if (!stepper.advance(partition, attempt, turn)) {
      givingUp.tooManySteps(partition, attempt, turn.row);
    }
    if (attempt.dead() || givingUp.refuses(partition, turn.row)) {
      return;
    }
    counters.created++;
    listener.started(attempt.id, turn.row);
    partition.attempts.add(attempt);
    if (partition.attempts.size() > limit) {
      givingUp.tooManyOfKey(partition, partition.attempts.getFirst(), turn.row);
    }
  }

  @Override
  public long nextBound(Partition partition) {
    long next = Long.MAX_VALUE;
    for (Attempt attempt : partition.attempts) {
      next = Math.min(next, bounds.next(attempt));
    }
    return next;
  }

  @Override
  public void pass(Partition partition, long time, Matcher.Sink sink) {
    for (Attempt attempt : partition.attempts) {
      bounds.pass(attempt, time);
    }
    settle(partition, sink);
  }

  @Override
  public void end(Partition partition, Matcher.Sink sink) {
    partition.attempts.forEach(bounds::end);
    settle(partition, sink);
  }

  /** LIMIT n PER ROW: of what the row completes the last one that is told; null for all. */
  private Attempt.@Nullable Found farthest(List<Attempt> attempts) {
    var found = new ArrayList<Attempt.Found>();
    attempts.forEach(attempt -> found.addAll(attempt.completed));
    if (found.size() <= program.perRow()) {
      return null;
    }
    found.sort(NEAREST);
    return found.get(program.perRow() - 1);
  }

  /** Reports what is decided; a bounded query in the order of first rows. */
  void settle(Partition partition, Matcher.Sink sink) {
    List<Attempt> attempts = partition.attempts;
    if (program.skip() == MatchProgram.Skip.NO_SKIP) {
      Attempt.Found farthest = program.perRow() > 0 ? farthest(attempts) : null;
      for (Attempt attempt : attempts) {
        for (Attempt.Found found : attempt.inOrder()) {
          if (farthest == null || NEAREST.compare(found, farthest) <= 0) {
            reports.report(partition, attempt, found, sink);
          }
          attempt.told = true;
        }
        attempt.completed.clear();
        reports.timeout(partition, attempt, sink);
      }
    } else {
      for (Attempt attempt : attempts) {
        if (!attempt.decided()) {
          if (program.bounded()) {
            break;
          }
        } else if (attempt.best != null) {
          reports.report(partition, attempt, attempt.best, sink);
          attempt.die();
        } else {
          reports.timeout(partition, attempt, sink);
        }
      }
    }
    attempts.removeIf(Attempt::dead);
  }
}
