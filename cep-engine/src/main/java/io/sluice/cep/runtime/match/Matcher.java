package io.sluice.cep.runtime.match;

import io.sluice.cep.event.Event;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.PatternFacts;
import io.sluice.cep.runtime.place.Places;

/**
 * Finds the matches in a partition's rows.
 *
 * <p>An attempt has strands (threads) in order of preference. A row is offered to each: every
 * alternative of the strand's place whose variable fits gives a new strand; after these, what may
 * pass over the row stays. When a strand accepts, all less preferred ones are dropped, so the last
 * found match is the best, and it is decided when no strand is left ({@link Stepper}); {@link
 * Starts} says which rows begin an attempt, and when a match is told.
 */
public final class Matcher {
  private final MatchProgram program;
  private final Conditions conditions;
  private final GivingUp givingUp;
  private final Starts starts;
  private final Unmatched unmatched;
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
    this(program, environment, counters, listener, false);
  }

  /**
   * @param lastRows whether {@link Partition#holds} will be asked about last rows
   */
  public Matcher(
      MatchProgram program,
      Environment environment,
      MatchCounters counters,
      MatchListener listener,
      boolean lastRows) {
    this.program = program;
    this.conditions = new Conditions(program, environment, counters);
    this.givingUp = new GivingUp(program, environment.limits(), counters, listener);
    this.keepsKeys = program.anchored() || program.numbered();
    var places = new Places(program.pattern(), program.skip() == MatchProgram.Skip.NO_SKIP);
    int steps = environment.limits().stepsPerRow();
    var stepper = new Stepper(program, places, conditions, steps, counters, listener);
    var bounds = new Bounds(program, stepper, listener);
    this.unmatched = new Unmatched(program.rows() == MatchProgram.Rows.ALL_WITH_UNMATCHED);
    var reports = new Reports(program, counters, listener, unmatched);
    PatternFacts facts = program.facts();
    int most = environment.limits().attemptsPerKey();
    var sideBySide =
        new SideBySide(program, stepper, bounds, reports, givingUp, most, counters, listener);
    this.starts =
        program.early() && program.skip() != MatchProgram.Skip.NO_SKIP
            ? new Early(program, sideBySide, bounds, reports, listener)
            : program.inTurn()
                ? new InTurn(
                    program,
                    facts,
                    conditions,
                    stepper,
                    bounds,
                    reports,
                    givingUp,
                    lastRows,
                    counters,
                    listener)
                : sideBySide;
  }

  /**
   * The next row of the partition.
   *
   * @param clock bounds up to this time, at least the row's, have been passed before
   */
  public void row(Partition partition, Event event, long clock, Sink sink) {
    var row = new Row(partition.nextPosition++, event);
    if (program.history() > 0 || program.lookahead() > 0) {
      partition.history.add(row);
    }
    if (program.lookahead() == 0) {
      step(partition, row, clock, sink);
    } else if (partition.nextPosition - partition.nextStep > program.lookahead()) {
      stepWaiting(partition, sink);
    }
  }

  /** Steps a row that waited for those behind it, with the bounds that pass before it. */
  private void stepWaiting(Partition partition, Sink sink) {
    Row row = partition.rowAt(partition.nextStep);
    if (row == null) {
      throw new IllegalStateException("row " + partition.nextStep + " was let go too early");
    }
    for (long d = nextBound(partition); d <= row.time(); d = nextBound(partition)) {
      passBounds(partition, d, sink);
    }
    step(partition, row, row.time(), sink);
  }

  private void step(Partition partition, Row row, long clock, Sink sink) {
    partition.nextStep = row.position() + 1;
    var turn = new Turn(row, clock, program.variables().size());
    boolean blocked = blockedByLeadingNot(partition, row);
    noteLeadingNot(partition, turn);
    unmatched.seen(partition, row);
    starts.row(partition, turn, blocked, sink);
    settle(partition, sink);
  }

  /**
   * When the partition's next bound passes; MAX_VALUE if none is open. A row that waits for those
   * behind it (NEXT) comes before the bounds behind it.
   */
  public long deadline(Partition partition) {
    long next = nextBound(partition);
    Row waiting = partition.firstWaiting();
    return waiting != null && waiting.time() < next ? Long.MAX_VALUE : next;
  }

  private long nextBound(Partition partition) {
    return program.timeFirst()
        ? Math.min(notCountsUntil(partition), starts.nextBound(partition))
        : Long.MAX_VALUE;
  }

  /** Passes the bounds that end at {@code time}, which {@link #deadline} gave. */
  public void expire(Partition partition, long time, Sink sink) {
    passBounds(partition, time, sink);
  }

  private void passBounds(Partition partition, long time, Sink sink) {
    if (notCountsUntil(partition) <= time) {
      partition.lastNot = Long.MIN_VALUE;
      partition.notBeforeThat = Long.MIN_VALUE;
    }
    starts.pass(partition, time, sink);
    settle(partition, sink);
  }

  /** No further row comes: those that waited for more (NEXT) have their turn. */
  public void endOfRows(Partition partition, Sink sink) {
    while (partition.nextStep < partition.nextPosition) {
      stepWaiting(partition, sink);
    }
  }

  /** The partition ends: every bound passes, and what is left is decided. */
  public void end(Partition partition, Sink sink) {
    endOfRows(partition, sink);
    for (long d = nextBound(partition); d < Long.MAX_VALUE; d = nextBound(partition)) {
      passBounds(partition, d, sink);
    }
    starts.end(partition, sink);
    settle(partition, sink);
  }

  /** One attempt less; what it has found so far is its match. */
  public void giveUpOldest(Partition partition, Sink sink) {
    Attempt oldest = partition.open();
    if (oldest != null) {
      givingUp.tooManyOfPattern(partition, oldest, oldest.start);
      // Later starts may get to a match from where it stood.
      partition.failsByRows = false;
      starts.pass(partition, Long.MIN_VALUE, sink);
      settle(partition, sink);
    }
  }

  /** Whether nothing is lost when the partition's state is thrown away. */
  public boolean forgettable(Partition partition) {
    return partition.attempts.isEmpty()
        && partition.history.isEmpty()
        && partition.unmatched.isEmpty()
        && partition.lastNot == Long.MIN_VALUE
        && !keepsKeys;
  }

  /** Counts a value error; a bounded query ends with it. */
  public void fail(String where, ValueException error, Event event) {
    conditions.fail(where, error, event);
  }

  // ---- leading NOT ----

  private boolean blockedByLeadingNot(Partition partition, Row row) {
    if (program.leadingNot().isEmpty()) {
      return false;
    }
    long last = partition.lastNot < row.time() ? partition.lastNot : partition.notBeforeThat;
    return last != Long.MIN_VALUE && last > row.time() - program.within().orElse(0);
  }

  private void noteLeadingNot(Partition partition, Turn turn) {
    long time = turn.row.time();
    for (int variable : program.leadingNot()) {
      if (time > partition.lastNot && conditions.fits(partition, turn, variable, null)) {
        partition.notBeforeThat = partition.lastNot;
        partition.lastNot = time;
      }
    }
  }

  /** When the last row that fits a leading NOT counts no more. */
  private long notCountsUntil(Partition partition) {
    return partition.lastNot == Long.MIN_VALUE
        ? Long.MAX_VALUE
        : Attempt.plus(partition.lastNot, program.within().orElse(0));
  }

  private void settle(Partition partition, Sink sink) {
    unmatched.tell(partition, Long.MAX_VALUE, sink);
    forget(partition);
  }

  /** Rows that no expression can reach any more are let go. */
  private void forget(Partition partition) {
    if (partition.history.isEmpty()) {
      return;
    }
    long oldest = partition.nextStep;
    if (!partition.attempts.isEmpty()) {
      oldest = Math.min(oldest, partition.attempts.getFirst().start.position());
    }
    long keepFrom = oldest - program.before();
    int drop = 0;
    while (drop < partition.history.size() && partition.history.get(drop).position() < keepFrom) {
      drop++;
    }
    partition.history.subList(0, drop).clear();
  }
}
