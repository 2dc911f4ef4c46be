package io.sluice.cep.runtime.automaton;

import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.match.MatchCounters;

/** AFTER MATCH SKIP: where the search for the next match of a key goes on. */
final class Skips {
  private final MatchProgram program;
  private final MatchCounters counters;
  private final Problems problems;
  private boolean again;

  Skips(MatchProgram program, MatchCounters counters, Problems problems) {
    this.program = program;
    this.counters = counters;
    this.problems = problems;
  }

  /**
   * The number of a row: the next start is behind it.
   *
   * @param start of the match
   */
  int end(FoundRows found, int start) {
    again = false;
    if (found.size() == 0) {
      return start;
    }
    int last = found.size() - 1;
    return switch (program.skip()) {
      case PAST_LAST_ROW -> found.number(last);
      case TO_NEXT_ROW, NO_SKIP -> start;
      case TO_FIRST -> target(found, 0, 1);
      case TO_LAST -> target(found, last, -1);
    };
  }

  /** Whether the row that was told last may be the next start itself. */
  boolean again() {
    return again;
  }

  /**
   * Going back to the first row would find the same match for ever; a standing pattern goes on at
   * the next row instead.
   */
  private int target(FoundRows found, int from, int step) {
    for (int i = from; i >= 0 && i < found.size(); i += step) {
      if (program.skipTarget().contains(found.variable(i))) {
        if (i > 0) {
          again = true;
          return found.number(i);
        }
        break;
      }
    }
    counters.skipFallbacks++;
    problems.noRowToSkipTo(program.skipTarget().name(), found.row(0));
    return found.number(0);
  }
}
