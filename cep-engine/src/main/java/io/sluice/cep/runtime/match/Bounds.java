package io.sluice.cep.runtime.match;

import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.place.Alternative;
import io.sluice.cep.runtime.place.Place;
import java.util.ArrayList;
import java.util.List;

/** What ends an attempt other than a row: WITHIN, GAP, the end of the partition. */
final class Bounds {
  private final MatchProgram program;
  private final Stepper stepper;
  private final MatchListener listener;
  private final boolean everyMatch;

  Bounds(MatchProgram program, Stepper stepper, MatchListener listener) {
    this.program = program;
    this.stepper = stepper;
    this.listener = listener;
    this.everyMatch = program.skip() == MatchProgram.Skip.NO_SKIP;
  }

  /** When something of the attempt ends, or MAX_VALUE. */
  long next(Attempt attempt) {
    return program.timeFirst() ? attempt.deadline(program.within(), program.gap()) : Long.MAX_VALUE;
  }

  /** Passes the attempt's bounds up to {@code time}, the earliest first. */
  void pass(Attempt attempt, long time) {
    for (long d = next(attempt); d <= time && d < Long.MAX_VALUE; d = next(attempt)) {
      listener.expired(attempt.id, d);
      if (program.within().isPresent()
          && Attempt.plus(attempt.start.time(), program.within().getAsLong()) <= d) {
        passWithin(attempt, d);
      } else {
        passGaps(attempt, d);
      }
    }
  }

  /** No row can be taken any more; absences are decided; {@code $} still waits for the end. */
  private void passWithin(Attempt attempt, long bound) {
    Strand preferred = attempt.strands.isEmpty() ? null : attempt.strands.getFirst();
    var left = new ArrayList<Strand>();
    for (Strand strand : attempt.strands) {
      if (strand.place().awaitsBound() && !strand.told()) {
        stepper.found(attempt, strand.labels(), bound);
        if (!everyMatch) {
          break;
        }
      }
      keep(left, strand, Alternative.Kind.AT_END);
    }
    attempt.strands = left;
    attempt.noteTold();
    if (program.timeouts() && preferred != null && left.isEmpty() && !attempt.hasMatch()) {
      attempt.timedOut = new Attempt.Found(preferred.labels(), bound);
    }
  }

  /** GAP passes: no row can be taken any more, an absence still waits for its own bound. */
  private void passGaps(Attempt attempt, long time) {
    var left = new ArrayList<Strand>();
    for (Strand strand : attempt.strands) {
      Labels labels = strand.labels();
      if (labels == null
          || Attempt.plus(labels.row().time(), program.gap().orElse(Long.MAX_VALUE)) > time) {
        left.add(strand);
      } else {
        keep(left, strand, Alternative.Kind.AT_END, Alternative.Kind.AWAIT_BOUND);
      }
    }
    attempt.strands = left;
  }

  private static void keep(List<Strand> left, Strand strand, Alternative.Kind... kinds) {
    List<Alternative> ways = strand.place().ways();
    var keep = new boolean[ways.size()];
    for (int i = 0; i < keep.length; i++) {
      keep[i] = List.of(kinds).contains(ways.get(i).kind());
    }
    Place place = strand.place().keep(keep);
    if (place != null) {
      left.add(strand.at(place));
    }
  }

  /** The partition ends. */
  void end(Attempt attempt) {
    pass(attempt, Long.MAX_VALUE - 1);
    for (Strand strand : attempt.strands) {
      if (strand.place().leadsTo(Alternative.Kind.AT_END) && !strand.told()) {
        Labels labels = strand.labels();
        stepper.found(attempt, labels, labels == null ? attempt.start.time() : labels.row().time());
        if (!everyMatch) {
          break;
        }
      }
    }
    attempt.strands = new ArrayList<>();
  }
}
