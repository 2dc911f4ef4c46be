package io.sluice.cep.runtime.match;

import io.sluice.cep.program.MatchProgram;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Strands in order of preference. Those with one future are one: the more preferred stays. */
final class Strands {
  /** Up to here looking is quicker than hashing. */
  private static final int FEW = 8;

  private final boolean labelsTell;
  private final boolean lastRowTells;
  private final List<Strand> strands;
  private final Set<Object> seen = new HashSet<>(0);

  Strands(MatchProgram program, int expected) {
    this.labelsTell = program.readsLabels() || program.skip() == MatchProgram.Skip.NO_SKIP;
    this.lastRowTells = program.gap().isPresent();
    this.strands = new ArrayList<>(expected);
  }

  void add(Strand strand) {
    if (strands.size() < FEW) {
      for (Strand other : strands) {
        if (sameFuture(strand, other)) {
          return;
        }
      }
      strands.add(strand);
      return;
    }
    if (seen.isEmpty()) {
      strands.forEach(other -> seen.add(future(other)));
    }
    if (seen.add(future(strand))) {
      strands.add(strand);
    }
  }

  List<Strand> list() {
    return strands;
  }

  private boolean sameFuture(Strand a, Strand b) {
    return a.place().equals(b.place())
        && (!labelsTell && !lastRowTells || future(a).equals(future(b)));
  }

  private Object future(Strand strand) {
    Labels labels = strand.labels();
    if (labelsTell) {
      return strand;
    }
    return lastRowTells && labels != null
        ? List.of(strand.place(), labels.row().position())
        : strand.place();
  }
}
