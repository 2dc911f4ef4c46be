package io.sluice.cep.runtime.automaton;

import java.util.Arrays;

/** A key that has many starts: all of them in their order, and the cohorts that they stand in. */
final class CohortKey {
  int first = CohortStarts.NONE;
  int last = CohortStarts.NONE;
  int size;

  /** One for each state at which starts stand. */
  Cohort[] live = new Cohort[4];

  int count;

  /** Whether there may be a start that has a match. */
  boolean finds;

  void add(Cohort cohort) {
    if (count == live.length) {
      live = Arrays.copyOf(live, 2 * count);
    }
    live[count++] = cohort;
  }

  /** Those behind it close up. */
  void remove(Cohort cohort) {
    int at = 0;
    while (live[at] != cohort) {
      at++;
    }
    live[at] = live[--count];
  }
}
