package io.sluice.cep.runtime.match;

import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.task.QueryFailedException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reports decided matches, in the order that the skip mode asks for, and skips rows. */
final class Reports {
  private final MatchProgram program;
  private final MatchCounters counters;
  private final MatchListener listener;

  Reports(MatchProgram program, MatchCounters counters, MatchListener listener) {
    this.program = program;
    this.counters = counters;
    this.listener = listener;
  }

  void settle(Partition partition, Matcher.Sink sink) {
    if (program.skip() == MatchProgram.Skip.NO_SKIP) {
      for (Attempt attempt : partition.attempts) {
        for (Attempt.Found found : attempt.completed) {
          report(partition, attempt, found, sink);
        }
        attempt.completed.clear();
      }
    } else if (program.inOrderOfStarts()) {
      settleInOrder(partition, sink);
    } else {
      for (Attempt attempt : partition.attempts) {
        if (attempt.decided() && attempt.best != null) {
          report(partition, attempt, attempt.best, sink);
          attempt.die();
        }
      }
    }
    partition.attempts.removeIf(Attempt::dead);
  }

  /** A match waits while an older attempt, which could still take its rows, is undecided. */
  private void settleInOrder(Partition partition, Matcher.Sink sink) {
    List<Attempt> attempts = partition.attempts;
    int at = 0;
    while (at < attempts.size() && attempts.get(at).decided()) {
      Attempt attempt = attempts.get(at++);
      if (attempt.best != null) {
        report(partition, attempt, attempt.best, sink);
        long next = resumeAt(attempt.start, attempt.best.labels());
        while (at < attempts.size() && attempts.get(at).start.position() < next) {
          listener.dropped(attempts.get(at++).id);
        }
      }
    }
    attempts.subList(0, at).clear();
  }

  private void report(
      Partition partition, Attempt attempt, Attempt.Found found, Matcher.Sink sink) {
    partition.matches++;
    counters.matches++;
    var match =
        new Match(partition, partition.matches, attempt.start, found.labels(), found.time());
    listener.matched(attempt.id, match);
    sink.match(match);
  }

  /** Position of the first row that may start the next match. */
  private long resumeAt(Row start, @Nullable Labels labels) {
    if (labels == null) {
      return start.position() + 1;
    }
    return switch (program.skip()) {
      case PAST_LAST_ROW -> labels.row().position() + 1;
      case TO_NEXT_ROW, NO_SKIP -> start.position() + 1;
      case TO_FIRST -> resumeAtTarget(start, labels.inOrder());
      case TO_LAST -> resumeAtTarget(start, labels.inOrder().reversed());
    };
  }

  /**
   * Going back to the first row would find the same match for ever; a standing pattern goes on at
   * the next row instead.
   */
  private long resumeAtTarget(Row start, List<Labels> labels) {
    for (Labels entry : labels) {
      if (program.skipTarget().contains(entry.variable())) {
        if (entry.row().position() > start.position()) {
          return entry.row().position();
        }
        break;
      }
    }
    counters.skipFallbacks++;
    if (program.bounded()) {
      throw QueryFailedException.at(
          "AFTER MATCH SKIP",
          "there is no row to skip to: "
              + program.skipTarget().name()
              + " took no row of this match, or its first",
          start.event());
    }
    return start.position() + 1;
  }
}
