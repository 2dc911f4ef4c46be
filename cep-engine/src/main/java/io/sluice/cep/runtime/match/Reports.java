package io.sluice.cep.runtime.match;

import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.task.QueryFailedException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells a match, and where the search for the next one goes on. */
final class Reports {
  private final MatchProgram program;
  private final MatchCounters counters;
  private final MatchListener listener;
  private final Unmatched unmatched;

  Reports(
      MatchProgram program, MatchCounters counters, MatchListener listener, Unmatched unmatched) {
    this.program = program;
    this.counters = counters;
    this.listener = listener;
    this.unmatched = unmatched;
  }

  void report(Partition partition, Attempt attempt, Attempt.Found found, Matcher.Sink sink) {
    tell(partition, attempt, found, Match.Kind.MATCH, sink);
  }

  /** Tells the match that the attempt has by now; it goes on. */
  void early(Partition partition, Attempt attempt, Attempt.Found found, Matcher.Sink sink) {
    attempt.told = true;
    tell(partition, attempt, found, Match.Kind.EARLY, sink);
  }

  /** The rows that a match has taken since it was told. */
  void taken(Partition partition, Attempt attempt) {
    if (attempt.best != null) {
      unmatched.taken(partition, attempt.start, attempt.best.labels());
    }
  }

  private void tell(
      Partition partition,
      Attempt attempt,
      Attempt.Found found,
      Match.Kind kind,
      Matcher.Sink sink) {
    unmatched.tell(partition, attempt.start.position(), sink);
    unmatched.taken(partition, attempt.start, found.labels());
    partition.matches++;
    // What ends at one row is told, and counted, as one.
    counters.matches += program.rows() == MatchProgram.Rows.ONE_PER_LAST_ROW ? 0 : 1;
    var match =
        new Match(partition, kind, partition.matches, attempt.start, found.labels(), found.time());
    listener.matched(attempt.id, match);
    sink.match(match);
  }

  /** Tells the attempt if WITHIN ended it; it takes no row. */
  void timeout(Partition partition, Attempt attempt, Matcher.Sink sink) {
    Attempt.Found end = attempt.timedOut;
    if (end != null) {
      attempt.timedOut = null;
      unmatched.tell(partition, attempt.start.position(), sink);
      sink.match(
          new Match(partition, Match.Kind.TIMEOUT, 0, attempt.start, end.labels(), end.time()));
    }
  }

  /** Position of the first row that may start the next match. */
  long resumeAt(Row start, @Nullable Labels labels) {
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
