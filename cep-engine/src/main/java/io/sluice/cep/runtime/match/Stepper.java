package io.sluice.cep.runtime.match;

import io.sluice.cep.program.GapRule;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.place.Alternative;
import io.sluice.cep.runtime.place.Place;
import io.sluice.cep.runtime.place.Places;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Offers a row to the strands of an attempt, the most preferred first. */
final class Stepper {
  private final MatchProgram program;
  private final Places places;
  private final Conditions conditions;
  private final MatchCounters counters;
  private final MatchListener listener;
  private final int limit;
  private final boolean everyMatch;
  private final boolean readsLabels;

  Stepper(
      MatchProgram program,
      Places places,
      Conditions conditions,
      int stepsPerRow,
      MatchCounters counters,
      MatchListener listener) {
    this.program = program;
    this.places = places;
    this.conditions = conditions;
    this.counters = counters;
    this.listener = listener;
    this.limit = stepsPerRow;
    this.everyMatch = program.skip() == MatchProgram.Skip.NO_SKIP;
    this.readsLabels = program.readsLabels();
  }

  /** A new attempt, before its first row: an empty match may be found already. */
  Attempt begin(long id, Row row) {
    Place place = places.start(row.position() == 0);
    var attempt = new Attempt(id, row);
    if (place.accepts()) {
      found(attempt, null, row.time());
    }
    if (place.live() > 0) {
      attempt.strands.add(new Strand(place, null, everyMatch && place.accepts()));
    }
    return attempt;
  }

  /**
   * False where the row asks for too much work; then the attempt goes no further than what it has
   * found.
   */
  boolean advance(Partition partition, Attempt attempt, Turn turn) {
    if (leavesAsItIs(partition, attempt, turn)) {
      return true;
    }
    var step = new Step(partition, attempt, turn);
    for (Strand strand : attempt.strands) {
      if (!step.offerTo(strand)) {
        break;
      }
    }
    if (step.tooMuch()) {
      attempt.strands = new ArrayList<>();
      return false;
    }
    attempt.strands = step.next.list();
    attempt.noteTold();
    if (attempt.dead()) {
      listener.died(attempt.id);
    }
    return true;
  }

  /**
   * Most rows are passed over by most attempts. Where no condition looks at labels that is seen
   * without making anything new; a listener wants to hear of it all the same.
   */
  @SuppressWarnings("ReferenceEquality")
  private boolean leavesAsItIs(Partition partition, Attempt attempt, Turn turn) {
    if (readsLabels || listener != MatchListener.NONE) {
      return false;
    }
    for (Strand strand : attempt.strands) {
      if (!strand.place().restful()) {
        return false;
      }
      for (Alternative way : strand.place().ways()) {
        if (way.kind() == Alternative.Kind.TAKE
            && conditions.fits(partition, turn, way.variable(), null)) {
          return false;
        }
        for (int variable : way.gap().forbidden()) {
          if (conditions.fits(partition, turn, variable, null)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** A match is better than those before it: what is less preferred was dropped with them. */
  void found(Attempt attempt, @Nullable Labels labels, long time) {
    var found = new Attempt.Found(labels, time);
    if (!everyMatch) {
      attempt.best = found;
    } else {
      attempt.completed.add(found);
    }
  }

  /** One attempt meets one row. */
  private final class Step {
    private final Partition partition;
    private final Attempt attempt;
    private final Turn turn;
    private final Row row;
    private final Strands next;
    private int steps;

    Step(Partition partition, Attempt attempt, Turn turn) {
      this.partition = partition;
      this.attempt = attempt;
      this.turn = turn;
      this.row = turn.row;
      this.next = new Strands(program, attempt.strands.size() + 1);
    }

    boolean tooMuch() {
      return steps > limit;
    }

    /** False when a match was found, so that less preferred strands need not be asked. */
    boolean offerTo(Strand strand) {
      Place place = strand.place();
      List<Alternative> ways = place.ways();
      steps += ways.size();
      counters.steps++;
      if (tooMuch()) {
        return false;
      }
      var takes = new boolean[ways.size()];
      var stays = new boolean[ways.size()];
      boolean anyTakes = false;
      for (int i = 0; i < ways.size(); i++) {
        Alternative way = ways.get(i);
        boolean ended = way.mayPass() && meetsForbidden(way, strand);
        stays[i] = way.mayPass() && !ended;
        takes[i] = !ended && way.kind() == Alternative.Kind.TAKE && fits(way, strand);
        anyTakes |= takes[i];
      }
      for (int i = 0; i < place.live(); i++) {
        if (takes[i] && !take(strand, ways.get(i))) {
          return false;
        }
      }
      pass(strand, stays, anyTakes);
      return true;
    }

    private boolean meetsForbidden(Alternative way, Strand strand) {
      for (int variable : way.gap().forbidden()) {
        if (conditions.fits(partition, turn, variable, strand.labels())) {
          listener.forbidden(attempt.id, row, variable);
          return true;
        }
      }
      return false;
    }

    private boolean fits(Alternative way, Strand strand) {
      boolean result =
          inBounds(strand) && conditions.fits(partition, turn, way.variable(), strand.labels());
      listener.tested(attempt.id, row, way.variable(), result);
      return result;
    }

    /** Bounds have been passed before the row comes, save where rows are not in order of time. */
    private boolean inBounds(Strand strand) {
      Labels labels = strand.labels();
      return labels == null
          || ((program.within().isEmpty()
                  || row.time() < Attempt.plus(labels.first().time(), program.within().getAsLong()))
              && (program.gap().isEmpty()
                  || row.time() < Attempt.plus(labels.row().time(), program.gap().getAsLong())));
    }

    private boolean take(Strand strand, Alternative way) {
      var labels = new Labels(strand.labels(), row, way.variable(), way.excluded());
      listener.taken(attempt.id, labels);
      Place place = places.after(way);
      if (place.live() > 0) {
        next.add(new Strand(place, labels, false));
      }
      if (place.accepts()) {
        found(attempt, labels, row.time());
        return everyMatch;
      }
      return true;
    }

    /**
     * A row that could carry the match forward is passed over by {@code ->>} only; what had to be
     * adjacent can no longer come.
     */
    private void pass(Strand strand, boolean[] stays, boolean anyTakes) {
      List<Alternative> ways = strand.place().ways();
      for (int i = 0; i < ways.size(); i++) {
        stays[i] &= !anyTakes || ways.get(i).gap().kind() == GapRule.Kind.SKIP_TILL_ANY;
      }
      Place left = strand.place().keep(stays);
      if (left != null) {
        listener.passed(attempt.id, row);
        next.add(strand.at(left));
      }
    }
  }
}
