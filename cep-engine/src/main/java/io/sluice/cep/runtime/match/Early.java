package io.sluice.cep.runtime.match;

import io.sluice.cep.program.MatchProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * EMIT EARLY: a match is told at the row at which its rows are first a match, and once. The attempt
 * then runs to its end, and from there skipping goes on.
 *
 * <p>Where a match takes its rows away from later starts the first one to complete wins: older
 * attempts end without a match, later ones wait until it is decided which rows it takes.
 */
final class Early implements Starts {
  private final MatchProgram program;
  private final SideBySide all;
  private final Bounds bounds;
  private final Reports reports;
  private final MatchListener listener;

  Early(
      MatchProgram program,
      SideBySide all,
      Bounds bounds,
      Reports reports,
      MatchListener listener) {
    this.program = program;
    this.all = all;
    this.bounds = bounds;
    this.reports = reports;
    this.listener = listener;
  }

  @Override
  public void row(Partition partition, Turn turn, boolean blocked, Matcher.Sink sink) {
    all.step(partition, turn, blocked);
    settle(partition, sink);
  }

  @Override
  public long nextBound(Partition partition) {
    return all.nextBound(partition);
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

  private void settle(Partition partition, Matcher.Sink sink) {
    if (!program.consumes()) {
      for (Attempt attempt : partition.attempts) {
        tellEach(partition, attempt, sink);
      }
    } else {
      for (Attempt told = told(partition, sink); told != null; told = told(partition, sink)) {
        if (!told.decided() || told.best == null) {
          break;
        }
        long resume = reports.resumeAt(told.start, told.best.labels());
        reports.taken(partition, told);
        told.die();
        drop(partition, a -> a.start.position() < resume);
      }
      timeouts(partition, sink);
    }
    partition.attempts.removeIf(Attempt::dead);
  }

  private void tellEach(Partition partition, Attempt attempt, Matcher.Sink sink) {
    if (attempt.best != null && !attempt.told) {
      reports.early(partition, attempt, attempt.best, sink);
    }
    if (attempt.decided()) {
      if (attempt.told) {
        reports.taken(partition, attempt);
        attempt.die();
      } else {
        reports.timeout(partition, attempt, sink);
      }
    }
  }

  /** The match that was told and is not decided; else the oldest that can be told, now told. */
  private @Nullable Attempt told(Partition partition, Matcher.Sink sink) {
    for (Attempt attempt : partition.attempts) {
      if (attempt.told) {
        return attempt;
      }
    }
    for (Attempt attempt : List.copyOf(partition.attempts)) {
      if (attempt.best != null) {
        timeouts(partition, sink);
        long start = attempt.start.position();
        drop(partition, a -> a.start.position() < start);
        reports.early(partition, attempt, attempt.best, sink);
        return attempt;
      }
    }
    return null;
  }

  private void timeouts(Partition partition, Matcher.Sink sink) {
    for (Attempt attempt : partition.attempts) {
      if (attempt.best != null) {
        return;
      }
      reports.timeout(partition, attempt, sink);
    }
  }

  private void drop(Partition partition, Predicate<Attempt> which) {
    for (Attempt attempt : new ArrayList<>(partition.attempts)) {
      if (which.test(attempt)) {
        if (!attempt.dead()) {
          listener.dropped(attempt.id);
        }
        partition.attempts.remove(attempt);
      }
    }
  }
}
