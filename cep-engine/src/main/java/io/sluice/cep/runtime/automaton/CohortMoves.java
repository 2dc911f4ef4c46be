package io.sluice.cep.runtime.automaton;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a row does to the cohorts of a key, and the starts that it decides. */
final class CohortMoves {
  private final ListAutomaton automaton;
  private final CohortPool pool;
  private final CohortStarts starts;

  /** By state: the last round in which a cohort came to it, and which. */
  private int[] rounds = new int[16];

  private Cohort[] there = new Cohort[16];
  private int round;
  private int[] decided = new int[16];
  private int decisions;

  CohortMoves(Attempts attempts, CohortPool pool, CohortStarts starts) {
    this.automaton = attempts.automaton;
    this.pool = pool;
    this.starts = starts;
  }

  /** Moves all cohorts by a row; those that meet are one then. */
  void move(CohortKey of, int letter, int row) {
    round++;
    decisions = 0;
    int left = 0;
    for (int i = 0; i < of.count; i++) {
      Cohort cohort = of.live[i];
      ListAutomaton.Step step = automaton.step(cohort.state, letter);
      if (!step.same()) {
        if (cohort.isFull()) {
          cohort.makeRoom(pool.oldest(cohort));
        }
        cohort.add(step.takes() ? row : Nodes.NONE, letter, step);
        of.finds |= step.foundFrom() >= 0;
      }
      if (cohort.state == ListAutomaton.DECIDED) {
        gather(cohort);
        continue;
      }
      Cohort other = comes(cohort);
      if (other == null) {
        of.live[left++] = cohort;
      } else if (other.size >= cohort.size) {
        goInto(cohort, other);
      } else {
        goInto(other, cohort);
        there[cohort.state] = cohort;
        for (int j = 0; j < left; j++) {
          if (of.live[j] == other) {
            of.live[j] = cohort;
          }
        }
      }
    }
    of.count = left;
  }

  /** The one that came to its state before in this round. */
  private @Nullable Cohort comes(Cohort cohort) {
    int state = cohort.state;
    if (state >= rounds.length) {
      int length = Math.max(state + 1, 2 * rounds.length);
      rounds = Arrays.copyOf(rounds, length);
      there = Arrays.copyOf(there, length);
    }
    if (rounds[state] == round) {
      return there[state];
    }
    rounds[state] = round;
    there[state] = cohort;
    return null;
  }

  private static void goInto(Cohort cohort, Cohort other) {
    cohort.into = other;
    cohort.at = other.end();
    other.parts.add(cohort);
    other.size += cohort.size;
  }

  private void gather(Cohort cohort) {
    for (int start = cohort.first; start != CohortStarts.NONE; ) {
      decides(start);
      start = starts.afterInCohort(start);
    }
    cohort.parts.forEach(this::gather);
  }

  /** It is one of them. */
  void decides(int start) {
    if (decisions == decided.length) {
      decided = Arrays.copyOf(decided, 2 * decisions);
    }
    decided[decisions++] = start;
  }

  // ---- starts that are decided ----

  int decisions() {
    return decisions;
  }

  int decided(int index) {
    return decided[index];
  }

  void forget() {
    decisions = 0;
  }

  /**
   * Brings them into the order of their rows.
   *
   * @param first the oldest row that is here
   */
  void sort(int first) {
    boolean sorted = true;
    for (int i = 1; i < decisions; i++) {
      sorted &= age(first, decided[i - 1]) <= age(first, decided[i]);
    }
    if (!sorted) {
      long[] byAge = new long[decisions];
      for (int i = 0; i < decisions; i++) {
        byAge[i] = (long) age(first, decided[i]) << 32 | decided[i];
      }
      Arrays.sort(byAge);
      for (int i = 0; i < decisions; i++) {
        decided[i] = (int) byAge[i];
      }
    }
  }

  private int age(int first, int start) {
    return TakenRows.distance(first, starts.row(start));
  }
}
