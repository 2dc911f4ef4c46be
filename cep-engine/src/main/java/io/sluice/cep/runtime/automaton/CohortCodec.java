package io.sluice.cep.runtime.automaton;

import io.sluice.cep.program.PatternProgram;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The binary form of a key's cohorts. Logs are written as the letters of their rows: which states
 * they led through is worked out again.
 */
final class CohortCodec {
  private final Attempts attempts;
  private final ListAutomaton automaton;
  private final Letters letters;
  private final PatternProgram program;
  private final CohortPool pool;
  private final CohortStarts starts;

  CohortCodec(
      Attempts attempts,
      Letters letters,
      PatternProgram program,
      CohortPool pool,
      CohortStarts starts) {
    this.attempts = attempts;
    this.automaton = attempts.automaton;
    this.letters = letters;
    this.program = program;
    this.pool = pool;
    this.starts = starts;
  }

  // ---- write ----

  void write(CohortKey key, PartOutput out) {
    out.flag(key.finds).number(key.count);
    int waiting = key.size;
    for (int i = 0; i < key.count; i++) {
      waiting -= key.live[i].size;
      write(key.live[i], out);
    }
    out.number(waiting);
    for (int start = key.first; start != CohortStarts.NONE; start = starts.after(start)) {
      if (starts.isDecided(start)) {
        out.number(starts.ofAttempt(start, Attempts.START)).number(starts.best(start));
      }
    }
  }

  private void write(Cohort cohort, PartOutput out) {
    int oldest = pool.oldest(cohort);
    AttemptCodec.writeState(attempts, cohort.state(oldest), out);
    out.number(cohort.end() - oldest);
    for (int entry = oldest; entry < cohort.end(); entry++) {
      out.number(cohort.row(entry)).number(letters.letter(cohort.letter(entry)));
    }
    for (int start = cohort.first; start != CohortStarts.NONE; ) {
      out.flag(true).number(starts.since(start) - oldest);
      out.number(starts.ofAttempt(start, Attempts.START)).number(starts.best(start));
      int threads = automaton.threads(cohort.state(starts.since(start)));
      for (int i = 0; i < threads; i++) {
        out.number(starts.ofAttempt(start, Attempts.LABELS + i));
      }
      start = starts.afterInCohort(start);
    }
    out.flag(false).number(cohort.parts.size());
    for (Cohort part : cohort.parts) {
      out.number(part.at - oldest);
      write(part, out);
    }
  }

  // ---- read ----

  /** A start as it was written; of one that is decided the cohort is null. */
  private record Read(int[] attempt, @Nullable Cohort cohort, int since) {}

  void read(CohortKey key, PartInput in) {
    key.finds = in.flag();
    var read = new ArrayList<Read>();
    for (int n = in.count(); n > 0; n--) {
      key.add(cohort(in, read));
    }
    for (int n = in.count(); n > 0; n--) {
      int start = in.count();
      read.add(new Read(new int[] {start, ListAutomaton.DECIDED, in.count()}, null, 0));
    }
    place(key, read);
  }

  private Cohort cohort(PartInput in, List<Read> read) {
    Cohort cohort = pool.make(AttemptCodec.readState(attempts, program, in));
    for (int n = in.count(); n > 0; n--) {
      int row = in.count();
      int letter = letters.number(in.number());
      if (cohort.isFull()) {
        cohort.makeRoom(0);
      }
      cohort.add(row, letter, automaton.step(cohort.state, letter));
    }
    while (in.flag()) {
      int since = in.count();
      int state = cohort.state(since);
      int[] attempt = new int[attempts.length(state)];
      attempt[Attempts.START] = in.count();
      attempt[Attempts.STATE] = state;
      for (int i = Attempts.BEST; i < attempt.length; i++) {
        attempt[i] = in.count();
      }
      read.add(new Read(attempt, cohort, since));
      cohort.size++;
    }
    for (int n = in.count(); n > 0; n--) {
      int at = in.count();
      Cohort part = cohort(in, read);
      part.into = cohort;
      part.at = at;
      cohort.parts.add(part);
      cohort.size += part.size;
    }
    return cohort;
  }

  /** Among those of the key they stand by age, among those of a cohort as they were written. */
  private void place(CohortKey key, List<Read> read) {
    var byAge = new ArrayList<Integer>();
    for (int i = 0; i < read.size(); i++) {
      byAge.add(i);
    }
    byAge.sort((a, b) -> byAge(row(read.get(a)), row(read.get(b))));
    int[] names = new int[read.size()];
    for (int i : byAge) {
      names[i] = starts.add(key, read.get(i).attempt(), 0);
    }
    for (int i = 0; i < names.length; i++) {
      Read start = read.get(i);
      if (start.cohort() != null) {
        starts.join(names[i], start.cohort(), start.since());
      }
    }
  }

  private static int row(Read start) {
    return start.attempt()[Attempts.START] & TakenRows.MASK;
  }

  private static int byAge(int a, int b) {
    return a == b ? 0 : TakenRows.isNewer(a, b) ? 1 : -1;
  }
}
