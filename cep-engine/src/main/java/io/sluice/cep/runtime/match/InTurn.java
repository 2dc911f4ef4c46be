package io.sluice.cep.runtime.match;

import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.PatternFacts;
import io.sluice.cep.runtime.place.Place;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One start after the other, for skip modes in which a match takes its rows away from later starts,
 * and for conditions that ask for MATCH_NUMBER().
 *
 * <p>A later start tells nothing before the older one is decided, and most are taken away then. So
 * rows are kept while an attempt is open, and the next start is followed over them when its turn
 * comes: results, their order and the moment at which they are told are those of following all
 * starts side by side, and a run of n rows costs n steps instead of n * n.
 *
 * <p>What need not be kept: rows that can not start a match, and (where the pattern has no
 * neighbours) rows that fit nothing behind the first row. Where a strand stands at a place from
 * which an earlier start did not get to a match over the same rows, it will not either ({@link
 * Kept#deadEnds}); so runs that fail are not read again and again.
 */
final class InTurn implements Starts {
  private final PatternFacts facts;
  private final Conditions conditions;
  private final Stepper stepper;
  private final Bounds bounds;
  private final Reports reports;
  private final GivingUp givingUp;
  private final MatchCounters counters;
  private final MatchListener listener;
  private final boolean lastRows;
  private final boolean marksDeadEnds;

  InTurn(
      MatchProgram program,
      PatternFacts facts,
      Conditions conditions,
      Stepper stepper,
      Bounds bounds,
      Reports reports,
      GivingUp givingUp,
      boolean lastRows,
      MatchCounters counters,
      MatchListener listener) {
    this.facts = facts;
    this.conditions = conditions;
    this.stepper = stepper;
    this.bounds = bounds;
    this.reports = reports;
    this.givingUp = givingUp;
    this.lastRows = lastRows;
    this.counters = counters;
    this.listener = listener;
    this.marksDeadEnds =
        !program.readsLabels()
            && program.gap().isEmpty()
            && (program.timeFirst() || program.within().isEmpty());
  }

  /** A row that came while an attempt was open. */
  static final class Kept {
    final Turn turn;

    /** Number of the attempt that it may start, or -1. */
    final long id;

    /** Whether attempts that are open must see it. */
    final boolean matters;

    /** Whether it may be the last row of a match. */
    final boolean ends;

    /** Where the attempt {@code reachedBy} stood behind this row. */
    private List<Strand> reached = List.of();

    private long reachedBy = -1;

    /** Places behind this row from which the rows that follow do not lead to a match. */
    private List<Place> deadEnds = List.of();

    Kept(Turn turn, long id, boolean matters, boolean ends) {
      this.turn = turn;
      this.id = id;
      this.matters = matters;
      this.ends = ends;
    }
  }

  @Override
  public void row(Partition partition, Turn turn, boolean blocked, Matcher.Sink sink) {
    partition.clock = Math.max(partition.clock, turn.clock);
    Attempt open = partition.open();
    long id = counters.created++;
    if (open != null) {
      Kept kept = keep(partition, turn, blocked ? -1 : id);
      advance(partition, open, turn, kept);
    } else if (!blocked) {
      Attempt begun = begin(partition, id, turn);
      if (!begun.dead() && givingUp.refuses(partition, turn.row)) {
        partition.attempts.remove(begun);
      }
    }
    settle(partition, sink);
  }

  private @Nullable Kept keep(Partition partition, Turn turn, long id) {
    boolean starts =
        id >= 0 && (facts.empty() || conditions.mayFit(partition, turn, facts.first()));
    boolean matters = !facts.restful() || conditions.mayFit(partition, turn, facts.later());
    if (!starts && !matters) {
      return null;
    }
    boolean ends = lastRows && (facts.empty() || conditions.mayFit(partition, turn, facts.last()));
    var kept = new Kept(turn, starts ? id : -1, matters, ends);
    keep(partition, kept);
    return matters ? kept : null;
  }

  static void keep(Partition partition, Kept kept) {
    if (kept.id >= 0) {
      partition.later.add(kept);
    }
    if (kept.matters) {
      partition.kept.add(kept);
    }
    if (kept.ends) {
      partition.ends.add(kept);
    }
  }

  private Attempt begin(Partition partition, long id, Turn turn) {
    Attempt attempt = stepper.begin(id, turn.row);
    partition.attempts.add(attempt);
    advance(partition, attempt, turn, null);
    if (!attempt.dead()) {
      listener.started(id, turn.row);
    }
    return attempt;
  }

  private void advance(Partition partition, Attempt attempt, Turn turn, @Nullable Kept kept) {
    if (!stepper.advance(partition, attempt, turn)) {
      givingUp.tooManySteps(partition, attempt, turn.row);
      partition.failsByRows = false;
    }
    if (kept != null && marksDeadEnds) {
      if (!kept.deadEnds.isEmpty() && leadsNowhere(attempt, kept)) {
        attempt.strands = new ArrayList<>();
      }
      kept.reached = attempt.strands;
      kept.reachedBy = attempt.id;
    }
  }

  private static boolean leadsNowhere(Attempt attempt, Kept kept) {
    for (Strand strand : attempt.strands) {
      if (!kept.deadEnds.contains(strand.place())) {
        return false;
      }
    }
    return true;
  }

  // ---- bounds ----

  @Override
  public long nextBound(Partition partition) {
    Attempt open = partition.open();
    return open == null ? Long.MAX_VALUE : bounds.next(open);
  }

  @Override
  public void pass(Partition partition, long time, Matcher.Sink sink) {
    partition.clock = Math.max(partition.clock, time);
    Attempt open = partition.open();
    if (open != null) {
      passBounds(partition, open, time);
    }
    settle(partition, sink);
  }

  private void passBounds(Partition partition, Attempt attempt, long time) {
    if (bounds.next(attempt) <= time) {
      partition.failsByRows = false;
      bounds.pass(attempt, time);
    }
  }

  @Override
  public void end(Partition partition, Matcher.Sink sink) {
    partition.ended = true;
    Attempt open = partition.open();
    if (open != null) {
      bounds.end(open);
    }
    settle(partition, sink);
  }

  // ---- the next start ----

  private void settle(Partition partition, Matcher.Sink sink) {
    for (Attempt open = partition.open(); open == null || open.decided(); ) {
      long resume = Long.MIN_VALUE;
      if (open != null) {
        partition.attempts.clear();
        if (open.best != null) {
          reports.report(partition, open, open.best, sink);
          resume = reports.resumeAt(open.start, open.best.labels());
        } else {
          reports.timeout(partition, open, sink);
          if (partition.failsByRows) {
            markDeadEnds(partition, open);
          }
        }
      }
      open = next(partition, resume);
      if (open == null) {
        return;
      }
    }
  }

  /** The attempt got to no match from any place where it stood, and no bound was to blame. */
  private static void markDeadEnds(Partition partition, Attempt attempt) {
    for (Kept kept : partition.kept) {
      if (kept.reachedBy != attempt.id || kept.reached.isEmpty()) {
        return;
      }
      var all = new ArrayList<>(kept.deadEnds);
      for (Strand strand : kept.reached) {
        if (!all.contains(strand.place())) {
          all.add(strand.place());
        }
      }
      kept.deadEnds = all;
      kept.reached = List.of();
    }
  }

  /** Begins with the first kept row that may start a match, and takes it over those behind it. */
  private @Nullable Attempt next(Partition partition, long resume) {
    partition.failsByRows = true;
    while (!partition.later.isEmpty()) {
      Kept first = partition.later.pollFirst();
      if (first.turn.position() >= resume) {
        letGo(partition, first.turn.position());
        Attempt attempt = begin(partition, first.id, first.turn);
        follow(partition, attempt);
        return attempt;
      }
    }
    partition.kept.clear();
    partition.ends.clear();
    return null;
  }

  private static void letGo(Partition partition, long position) {
    while (!partition.kept.isEmpty() && partition.kept.peekFirst().turn.position() <= position) {
      partition.kept.removeFirst();
    }
    while (!partition.ends.isEmpty() && partition.ends.peekFirst().turn.position() <= position) {
      partition.ends.removeFirst();
    }
  }

  private void follow(Partition partition, Attempt attempt) {
    Iterator<Kept> rest = partition.kept.iterator();
    while (rest.hasNext() && !attempt.decided()) {
      Kept kept = rest.next();
      passBounds(partition, attempt, kept.turn.clock);
      if (!attempt.decided()) {
        advance(partition, attempt, kept.turn, kept);
      }
    }
    passBounds(partition, attempt, partition.clock);
    if (partition.ended) {
      bounds.end(attempt);
    }
  }
}
