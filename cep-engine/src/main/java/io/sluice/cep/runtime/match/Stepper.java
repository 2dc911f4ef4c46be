package io.sluice.cep.runtime.match;

import io.sluice.cep.program.GapRule;
import io.sluice.cep.program.MatchProgram;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Offers a row to the strands of an attempt, the most preferred first. */
final class Stepper {
  private final MatchProgram program;
  private final Places places;
  private final MatchCounters counters;
  private final MatchListener listener;
  private final int limit;
  private final boolean everyMatch;
  private final boolean readsLabels;

  Stepper(
      MatchProgram program,
      Places places,
      Limits limits,
      MatchCounters counters,
      MatchListener listener) {
    this.program = program;
    this.places = places;
    this.counters = counters;
    this.listener = listener;
    this.limit = limits.stepsPerRow();
    this.everyMatch = program.skip() == MatchProgram.Skip.NO_SKIP;
    this.readsLabels = program.readsLabels();
  }

  /** False where the row asks for too much work; then the attempt is given up. */
  boolean advance(Attempt attempt, Row row, RowFits fits) {
    if (leavesAsItIs(attempt, fits)) {
      return true;
    }
    var step = new Step(attempt, row, fits);
    for (Strand strand : attempt.strands) {
      if (!step.offerTo(strand)) {
        break;
      }
    }
    if (step.tooMuch()) {
      attempt.die();
      return false;
    }
    attempt.strands = step.next;
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
  private boolean leavesAsItIs(Attempt attempt, RowFits fits) {
    if (readsLabels || listener != MatchListener.NONE) {
      return false;
    }
    for (Strand strand : attempt.strands) {
      if (!strand.place().restful()) {
        return false;
      }
      for (Alternative way : strand.place().ways()) {
        if (way.kind() == Alternative.Kind.TAKE && fits.fits(way.variable(), null)) {
          return false;
        }
        for (int variable : way.gap().forbidden()) {
          if (fits.fits(variable, null)) {
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
    private final Attempt attempt;
    private final Row row;
    private final RowFits fits;
    private final List<Strand> next = new ArrayList<>();
    private final Set<Object> seen = new HashSet<>();
    private int steps;

    Step(Attempt attempt, Row row, RowFits fits) {
      this.attempt = attempt;
      this.row = row;
      this.fits = fits;
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
        if (fits.fits(variable, strand.labels())) {
          listener.forbidden(attempt.id, row, variable);
          return true;
        }
      }
      return false;
    }

    private boolean fits(Alternative way, Strand strand) {
      boolean result = inBounds(strand) && fits.fits(way.variable(), strand.labels());
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
        add(place, labels);
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
        add(left, strand.labels());
      }
    }

    /** Strands with one future are one: the more preferred stays. */
    private void add(Place place, @Nullable Labels labels) {
      var strand = new Strand(place, labels);
      Object future =
          readsLabels || everyMatch
              ? strand
              : program.gap().isPresent() && labels != null
                  ? List.of(place, labels.row().position())
                  : place;
      if (seen.add(future)) {
        next.add(strand);
      }
    }
  }
}
