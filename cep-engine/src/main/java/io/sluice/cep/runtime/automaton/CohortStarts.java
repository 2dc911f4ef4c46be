package io.sluice.cep.runtime.automaton;

/**
 * Starts of keys that have many, as blocks of ints: where a start stands among those of its key and
 * of its cohort, and the attempt that it was when it came into the cohort.
 */
final class CohortStarts {
  static final int NONE = Slab.NONE;

  /** The number of its cohort; of one that is decided DECIDED. */
  private static final int COHORT = 0;

  /** The first entry of the cohort's log that is the start's too. */
  private static final int SINCE = 1;

  private static final int BEFORE = 2;
  private static final int AFTER = 3;
  private static final int BEFORE_IN_COHORT = 4;
  private static final int AFTER_IN_COHORT = 5;
  private static final int HEAD = 6;

  static final int DECIDED = -1;

  private final Attempts attempts;
  private final Slab slab = new Slab();

  CohortStarts(Attempts attempts) {
    this.attempts = attempts;
  }

  /** A copy of an attempt, behind all starts of a key. */
  int add(CohortKey key, int[] from, int at) {
    int length = attempts.length(from[at + Attempts.STATE]);
    int start = slab.take(Slab.rounded(HEAD + length));
    System.arraycopy(from, at, ints(start), attempt(start), length);
    set(start, COHORT, DECIDED);
    set(start, BEFORE, key.last);
    set(start, AFTER, NONE);
    if (key.last == NONE) {
      key.first = start;
    } else {
      set(key.last, AFTER, start);
    }
    key.last = start;
    key.size++;
    return start;
  }

  /** It is in no cohort. */
  void remove(CohortKey key, int start) {
    int before = of(start, BEFORE);
    int after = of(start, AFTER);
    if (before == NONE) {
      key.first = after;
    } else {
      set(before, AFTER, after);
    }
    if (after == NONE) {
      key.last = before;
    } else {
      set(after, BEFORE, before);
    }
    key.size--;
    int state = ints(start)[attempt(start) + Attempts.STATE];
    slab.give(start, Slab.rounded(HEAD + attempts.length(state)));
  }

  /** It comes in with the next entry. */
  void join(int start, Cohort cohort, int since) {
    set(start, COHORT, cohort.number);
    set(start, SINCE, since);
    set(start, BEFORE_IN_COHORT, cohort.last);
    set(start, AFTER_IN_COHORT, NONE);
    if (cohort.last == NONE) {
      cohort.first = start;
    } else {
      set(cohort.last, AFTER_IN_COHORT, start);
    }
    cohort.last = start;
  }

  void leave(int start, Cohort cohort) {
    int before = of(start, BEFORE_IN_COHORT);
    int after = of(start, AFTER_IN_COHORT);
    if (before == NONE) {
      cohort.first = after;
    } else {
      set(before, AFTER_IN_COHORT, after);
    }
    if (after == NONE) {
      cohort.last = before;
    } else {
      set(after, BEFORE_IN_COHORT, before);
    }
    set(start, COHORT, DECIDED);
  }

  /** The array that its attempt stands in, from {@link #attempt} on. */
  int[] ints(int start) {
    return slab.page(start);
  }

  int attempt(int start) {
    return Slab.at(start) + HEAD;
  }

  int cohort(int start) {
    return of(start, COHORT);
  }

  int since(int start) {
    return of(start, SINCE);
  }

  /** The next one of its key. */
  int after(int start) {
    return of(start, AFTER);
  }

  int afterInCohort(int start) {
    return of(start, AFTER_IN_COHORT);
  }

  /** What {@link Attempts} keeps of it. */
  int ofAttempt(int start, int what) {
    return ints(start)[attempt(start) + what];
  }

  /** It is decided, with this match or without one. */
  void decide(int start, int best) {
    ints(start)[attempt(start) + Attempts.BEST] = best;
  }

  /** The time of what it is decided with is that of its bound. */
  void byBound(int start) {
    ints(start)[attempt(start) + Attempts.START] |= Nodes.BOTTOM;
  }

  boolean isByBound(int start) {
    return ofAttempt(start, Attempts.START) < 0;
  }

  boolean isDecided(int start) {
    return of(start, COHORT) == DECIDED;
  }

  /** Its first row. */
  int row(int start) {
    return ofAttempt(start, Attempts.START) & TakenRows.MASK;
  }

  int best(int start) {
    return ofAttempt(start, Attempts.BEST);
  }

  private int of(int start, int what) {
    return slab.page(start)[Slab.at(start) + what];
  }

  private void set(int start, int what, int value) {
    slab.page(start)[Slab.at(start) + what] = value;
  }

  /** Gives new numbers to what a start keeps. */
  void rewrite(int start, Compaction.References references) {
    int[] from = ints(start);
    int at = attempt(start);
    int flag = from[at + Attempts.START] & Nodes.BOTTOM;
    from[at + Attempts.START] = references.row(row(start)) | flag;
    references.state(from[at + Attempts.STATE]);
    int used = isDecided(start) ? Attempts.LABELS : attempts.length(from[at + Attempts.STATE]);
    for (int i = Attempts.BEST; i < used; i++) {
      from[at + i] = references.set(from[at + i]);
    }
  }

  void clear() {
    slab.clear();
  }
}
