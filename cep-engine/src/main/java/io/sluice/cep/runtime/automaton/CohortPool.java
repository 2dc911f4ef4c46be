package io.sluice.cep.runtime.automaton;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All cohorts by number. Those that are over are taken again, with the room that they had. */
final class CohortPool {
  private final CohortStarts starts;
  private final List<Cohort> all = new ArrayList<>();
  private int[] free = new int[8];
  private int freeCount;

  CohortPool(CohortStarts starts) {
    this.starts = starts;
  }

  Cohort make(int state) {
    Cohort cohort;
    if (freeCount > 0) {
      cohort = all.get(free[--freeCount]);
    } else {
      cohort = new Cohort(all.size());
      all.add(cohort);
    }
    cohort.begin(state);
    return cohort;
  }

  void free(Cohort cohort) {
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, 2 * freeCount);
    }
    free[freeCount++] = cohort.number;
    cohort.forget();
  }

  /** That in which a start has come in. */
  Cohort of(int start) {
    return all.get(starts.cohort(start));
  }

  /** That which a start goes with now. */
  Cohort root(int start) {
    Cohort cohort = of(start);
    for (Cohort into = cohort.into; into != null; into = cohort.into) {
      cohort = into;
    }
    return cohort;
  }

  /** The first entry that a start of the cohort has. */
  int oldest(Cohort cohort) {
    int own = cohort.first == CohortStarts.NONE ? cohort.end() : starts.since(cohort.first);
    Cohort part = cohort.parts.peekFirst();
    return part == null ? own : Math.min(own, part.at);
  }

  void rewrite(Cohort cohort, Compaction.References references) {
    cohort.rewrite(references, oldest(cohort));
    cohort.parts.forEach(part -> rewrite(part, references));
  }

  void clear() {
    all.clear();
    freeCount = 0;
  }
}
