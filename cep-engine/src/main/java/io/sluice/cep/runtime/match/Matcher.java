package io.sluice.cep.runtime.match;

import io.sluice.cep.event.Event;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.program.Condition;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.task.QueryFailedException;
import java.util.ArrayList;
import java.util.List;

/**
 * Steps the attempts of a partition with its rows.
 *
 * <p>An attempt has strands (threads) in order of preference. A row is offered to each: every
 * alternative of the strand's place whose variable fits gives a new strand; after these, what may
 * pass over the row stays. When a strand accepts, all less preferred ones are dropped, so the last
 * found match is the best, and it is decided when no strand is left ({@link Stepper}); {@link
 * Reports} says when it is told.
 */
public final class Matcher {
  private final MatchProgram program;
  private final Environment environment;
  private final MatchCounters counters;
  private final MatchListener listener;
  private final Places places;
  private final boolean everyMatch;
  private final Stepper stepper;
  private final Reports reports;
  private final boolean keepsKeys;

  /** Takes the matches, in the order of reporting. */
  @FunctionalInterface
  public interface Sink {
    void match(Match match);
  }

  public Matcher(
      MatchProgram program,
      Environment environment,
      MatchCounters counters,
      MatchListener listener) {
    this.program = program;
    this.environment = environment;
    this.counters = counters;
    this.listener = listener;
    this.everyMatch = program.skip() == MatchProgram.Skip.NO_SKIP;
    this.places = new Places(program.pattern(), everyMatch);
    this.stepper = new Stepper(program, places, environment.limits(), counters, listener);
    this.reports = new Reports(program, counters, listener);
    this.keepsKeys = program.anchored() || program.numbered();
  }

  /** The next row of the partition. Bounds up to its time have been passed before. */
  public void row(Partition partition, Event event, Sink sink) {
    var row = new Row(partition.nextPosition++, event);
    if (program.history() > 0 || program.lookahead() > 0) {
      partition.history.add(row);
    }
    if (program.lookahead() == 0) {
      step(partition, row, sink);
    } else if (partition.nextPosition - partition.nextStep > program.lookahead()) {
      stepNext(partition, sink);
    }
  }

  /** Steps a row that waited for those behind it, with the bounds that pass before it. */
  private void stepNext(Partition partition, Sink sink) {
    Row row = partition.rowAt(partition.nextStep);
    if (row == null) {
      throw new IllegalStateException("row " + partition.nextStep + " was let go too early");
    }
    for (long d = nextBound(partition); d <= row.time(); d = nextBound(partition)) {
      passBounds(partition, d, sink);
    }
    step(partition, row, sink);
  }

  private void step(Partition partition, Row row, Sink sink) {
    partition.nextStep = row.position() + 1;
    var fits = new RowFits(program, this::holds, partition, row);
    for (Attempt attempt : partition.attempts) {
      if (!attempt.decided() && !stepper.advance(attempt, row, fits)) {
        drop(attempt);
      }
    }
    start(partition, row, fits);
    noteLeadingNot(partition, row, fits);
    reports.settle(partition, sink);
    forget(partition);
  }

  /**
   * When the partition's next bound passes; MAX_VALUE if none is open. While rows wait for those
   * behind them (NEXT), bounds wait too.
   */
  public long deadline(Partition partition) {
    return partition.nextStep < partition.nextPosition ? Long.MAX_VALUE : nextBound(partition);
  }

  private long nextBound(Partition partition) {
    if (!program.timeFirst()) {
      return Long.MAX_VALUE;
    }
    long deadline = notCountsUntil(partition);
    for (Attempt attempt : partition.attempts) {
      deadline = Math.min(deadline, attempt.deadline(program.within(), program.gap()));
    }
    return deadline;
  }

  /** Passes the bounds that end at {@code time}, which {@link #deadline} gave. */
  public void expire(Partition partition, long time, Sink sink) {
    passBounds(partition, time, sink);
  }

  private void passBounds(Partition partition, long time, Sink sink) {
    for (Attempt attempt : partition.attempts) {
      if (attempt.deadline(program.within(), program.gap()) <= time) {
        expire(attempt, time);
      }
    }
    if (notCountsUntil(partition) <= time) {
      partition.lastNot = Long.MIN_VALUE;
      partition.notBeforeThat = Long.MIN_VALUE;
    }
    reports.settle(partition, sink);
    forget(partition);
  }

  /** The partition ends: every bound passes, and what is left is decided. */
  public void end(Partition partition, Sink sink) {
    while (partition.nextStep < partition.nextPosition) {
      stepNext(partition, sink);
    }
    for (long d = nextBound(partition); d < Long.MAX_VALUE; d = nextBound(partition)) {
      passBounds(partition, d, sink);
    }
    for (Attempt attempt : partition.attempts) {
      if (!attempt.decided()) {
        acceptAtEnd(attempt);
      }
    }
    reports.settle(partition, sink);
    forget(partition);
  }

  /** Whether nothing is lost when the partition's state is thrown away. */
  public boolean forgettable(Partition partition) {
    return partition.attempts.isEmpty()
        && partition.history.isEmpty()
        && partition.lastNot == Long.MIN_VALUE
        && !keepsKeys;
  }

  // ---- one row ----

  private void start(Partition partition, Row row, RowFits fits) {
    if (blockedByLeadingNot(partition, row)) {
      return;
    }
    Place place = places.start(row);
    var attempt = new Attempt(counters.created, row);
    if (place.accepts()) {
      stepper.found(attempt, null, row.time());
    }
    attempt.strands.add(new Strand(place, null));
    if (!stepper.advance(attempt, row, fits)) {
      drop(attempt);
    }
    if (attempt.dead()) {
      return;
    }
    counters.created++;
    partition.attempts.add(attempt);
    listener.started(attempt.id, row);
    if (partition.attempts.size() > environment.limits().attemptsPerKey()) {
      drop(partition.attempts.removeFirst());
    }
  }

  private void drop(Attempt attempt) {
    counters.dropped++;
    listener.dropped(attempt.id);
  }

  private boolean holds(Partition partition, Condition condition, Labels labels) {
    try {
      return condition.evaluator() == null
          || condition
              .evaluator()
              .holds(
                  MatchScope.define(
                      program, environment, partition, labels, partition.matches + 1));
    } catch (ValueException e) {
      fail(condition.where(), e, labels.row().event());
      return false;
    }
  }

  /** Counts a value error; a bounded query ends with it. */
  public void fail(String where, ValueException error, Event event) {
    counters.errors++;
    if (program.bounded()) {
      throw QueryFailedException.at(where, error.getMessage(), event);
    }
  }

  // ---- bounds ----

  private void expire(Attempt attempt, long time) {
    listener.expired(attempt.id, time);
    long within =
        program.within().isPresent()
            ? Attempt.plus(attempt.start.time(), program.within().getAsLong())
            : Long.MAX_VALUE;
    if (within <= time) {
      for (Strand strand : attempt.strands) {
        if (strand.place().awaitsBound()) {
          stepper.found(attempt, strand.labels(), within);
          if (!everyMatch) {
            break;
          }
        }
      }
      attempt.strands = new ArrayList<>();
      return;
    }
    expireGaps(attempt, time);
  }

  /** GAP passes: no row can be taken any more, an absence still waits for its own bound. */
  private void expireGaps(Attempt attempt, long time) {
    var left = new ArrayList<Strand>();
    for (Strand strand : attempt.strands) {
      Labels labels = strand.labels();
      if (labels == null
          || Attempt.plus(labels.row().time(), program.gap().orElse(Long.MAX_VALUE)) > time) {
        left.add(strand);
        continue;
      }
      List<Alternative> ways = strand.place().ways();
      var keep = new boolean[ways.size()];
      for (int i = 0; i < keep.length; i++) {
        keep[i] = ways.get(i).kind() != Alternative.Kind.TAKE;
      }
      Place place = strand.place().keep(keep);
      if (place != null) {
        left.add(new Strand(place, labels));
      }
    }
    attempt.strands = left;
  }

  private void acceptAtEnd(Attempt attempt) {
    for (Strand strand : attempt.strands) {
      if (strand.place().leadsTo(Alternative.Kind.AT_END)) {
        Labels labels = strand.labels();
        stepper.found(attempt, labels, labels == null ? attempt.start.time() : labels.row().time());
        if (!everyMatch) {
          break;
        }
      }
    }
    attempt.strands = new ArrayList<>();
  }

  // ---- leading NOT ----

  private boolean blockedByLeadingNot(Partition partition, Row row) {
    if (program.leadingNot().isEmpty()) {
      return false;
    }
    long last = partition.lastNot < row.time() ? partition.lastNot : partition.notBeforeThat;
    return last != Long.MIN_VALUE && last > row.time() - program.within().orElse(0);
  }

  private void noteLeadingNot(Partition partition, Row row, RowFits fits) {
    for (int variable : program.leadingNot()) {
      if (row.time() > partition.lastNot && fits.fits(variable, null)) {
        partition.notBeforeThat = partition.lastNot;
        partition.lastNot = row.time();
      }
    }
  }

  /** When the last row that fits a leading NOT counts no more. */
  private long notCountsUntil(Partition partition) {
    return partition.lastNot == Long.MIN_VALUE
        ? Long.MAX_VALUE
        : Attempt.plus(partition.lastNot, program.within().orElse(0));
  }

  /** Rows that no expression can reach any more are let go. */
  private void forget(Partition partition) {
    if (partition.history.isEmpty()) {
      return;
    }
    long oldest = partition.nextStep;
    for (Attempt attempt : partition.attempts) {
      oldest = Math.min(oldest, attempt.start.position());
    }
    long keepFrom = oldest - program.history();
    int drop = 0;
    while (drop < partition.history.size() && partition.history.get(drop).position() < keepFrom) {
      drop++;
    }
    partition.history.subList(0, drop).clear();
  }
}
