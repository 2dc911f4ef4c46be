package io.sluice.cep.runtime.match;

import io.sluice.cep.runtime.place.Alternative;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that may become a match from one starting row: its strands, the most preferred first. */
final class Attempt {
  /** Counts through all keys of a pattern: the order of creation. */
  final long id;

  final Row start;
  List<Strand> strands = new ArrayList<>();

  /** The most preferred match so far; strands that are left are more preferred still. */
  @Nullable Found best;

  /** Matches to report at once: NO SKIP only; emptied at the end of each row. */
  final Set<Found> completed = new LinkedHashSet<>();

  /** Whether a match has been told, and the attempt goes on: NO SKIP, EMIT EARLY. */
  boolean told;

  /** Where WITHIN ended it without a match; only where that is asked for. */
  @Nullable Found timedOut;

  /**
   * @param labels null for an empty match
   * @param time of the result: of the last row, or the bound that decided an absence
   */
  record Found(@Nullable Labels labels, long time) {}

  Attempt(long id, Row start) {
    this.id = id;
    this.start = start;
  }

  boolean hasMatch() {
    return best != null || told || !completed.isEmpty();
  }

  /**
   * What one row completed: in the order of their first rows, then of their second ones, and so on,
   * as {@link io.sluice.cep.runtime.automaton} tells them too.
   */
  List<Found> inOrder() {
    if (completed.size() < 2) {
      return List.copyOf(completed);
    }
    var all = new ArrayList<>(completed);
    all.sort(Comparator.comparing(Found::labels, Comparator.nullsFirst(Labels.IN_ORDER)));
    return all;
  }

  /** Strands whose labels are a match already lead to no second one of the same labels. */
  void noteTold() {
    if (completed.isEmpty()) {
      return;
    }
    var labels = new HashSet<@Nullable Labels>();
    completed.forEach(found -> labels.add(found.labels()));
    strands.replaceAll(
        strand ->
            strand.told() || !labels.contains(strand.labels())
                ? strand
                : new Strand(strand.place(), strand.labels(), true));
  }

  boolean decided() {
    return strands.isEmpty();
  }

  boolean dead() {
    return strands.isEmpty() && best == null && completed.isEmpty() && timedOut == null;
  }

  void die() {
    strands = new ArrayList<>();
    best = null;
    timedOut = null;
    completed.clear();
  }

  /** The time at which a bound ends something here, or {@link Long#MAX_VALUE}. */
  long deadline(OptionalLong within, OptionalLong gap) {
    if (decided()) {
      return Long.MAX_VALUE;
    }
    long deadline = Long.MAX_VALUE;
    if (within.isPresent() && awaitsRowOrBound()) {
      deadline = plus(start.time(), within.getAsLong());
    }
    if (gap.isPresent()) {
      for (Strand strand : strands) {
        Labels labels = strand.labels();
        if (labels != null && strand.place().leadsTo(Alternative.Kind.TAKE)) {
          deadline = Math.min(deadline, plus(labels.row().time(), gap.getAsLong()));
        }
      }
    }
    return deadline;
  }

  private boolean awaitsRowOrBound() {
    for (Strand strand : strands) {
      if (strand.place().leadsTo(Alternative.Kind.TAKE) || strand.place().awaitsBound()) {
        return true;
      }
    }
    return false;
  }

  static long plus(long time, long duration) {
    long sum = time + duration;
    return sum < time ? Long.MAX_VALUE : sum;
  }
}
