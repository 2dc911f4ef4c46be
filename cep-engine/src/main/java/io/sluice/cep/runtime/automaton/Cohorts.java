package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.census.Census;
import io.sluice.cep.runtime.place.Place;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The preferred matches of keys that have many starts, all of them in one pass: starts at one state
 * move together ({@link Cohort}), so a row costs as many steps as there are states, not starts.
 *
 * <p>Where starts have their turns (a match takes its rows away from later ones), later ones move
 * with them as if nothing would be taken away; what they find waits, and goes when it was.
 */
final class Cohorts {
  private final Attempts attempts;
  private final ListAutomaton automaton;
  private final TakenRows rows;
  private final Starts.Owner owner;
  private final long within;
  private final boolean consumes;
  private final boolean timeouts;
  private final int mostOfKey;

  /** Whether what is decided waits for older starts. */
  private final boolean inOrder;

  private final CohortStarts starts;
  private final CohortPool pool;
  private final CohortMoves moves;
  private final CohortPaths paths;
  private final CohortCodec codec;
  private @Nullable CohortKey[] keys = new CohortKey[8];
  private int total;

  private int[] begun = new int[8];

  Cohorts(
      MatchProgram program, Attempts attempts, Letters letters, int mostOfKey, Starts.Owner owner) {
    this.attempts = attempts;
    this.automaton = attempts.automaton;
    this.rows = attempts.rows;
    this.owner = owner;
    this.within = program.within().orElse(PreferredCore.NEVER);
    this.consumes = program.consumes();
    this.inOrder = consumes || program.bounded();
    this.timeouts = program.timeouts() && program.within().isPresent();
    this.mostOfKey = mostOfKey;
    this.starts = new CohortStarts(attempts);
    this.pool = new CohortPool(starts);
    this.moves = new CohortMoves(attempts, pool, starts);
    this.paths = new CohortPaths(attempts, starts);
    this.codec = new CohortCodec(attempts, letters, program.pattern(), pool, starts);
  }

  boolean has(int key) {
    return key < keys.length && keys[key] != null;
  }

  private CohortKey key(int key) {
    return Objects.requireNonNull(keys[key]);
  }

  // ---- starts that were followed otherwise until now ----

  /** The key has many starts from now on; they are then added in their order. */
  void open(int key) {
    if (key >= keys.length) {
      keys = Arrays.copyOf(keys, Math.max(2 * keys.length, key + 1));
    }
    keys[key] = new CohortKey();
    total += consumes ? 1 : 0;
  }

  /**
   * Adds a start to those of a key.
   *
   * @return its name
   */
  int add(int key, int[] from, int at) {
    CohortKey of = key(key);
    of.finds |= from[at + Attempts.BEST] != Nodes.NONE;
    total += consumes ? 0 : 1;
    return starts.add(of, from, at);
  }

  /** A start that was added goes with those at its state. */
  void follow(int key, int start) {
    int state = starts.ofAttempt(start, Attempts.STATE);
    if (state != ListAutomaton.DECIDED) {
      CohortKey of = key(key);
      Cohort cohort = cohort(of, state);
      starts.join(start, cohort, cohort.end());
      cohort.size++;
    }
  }

  /**
   * A row of the past.
   *
   * @param row its number
   * @param begins whether it begins an attempt
   */
  void again(int key, int letter, int row, boolean begins) {
    CohortKey of = key(key);
    moves.move(of, letter, row);
    for (int i = 0; i < moves.decisions(); i++) {
      decide(of, moves.decided(i));
    }
    if (begins) {
      begin(key, of, letter, row);
    }
    dropWithout(of);
  }

  /** What was decided in the past, and could not be told yet, has a match. */
  private void dropWithout(CohortKey of) {
    for (int i = 0; i < moves.decisions(); i++) {
      if (starts.best(moves.decided(i)) == Nodes.NONE) {
        remove(of, moves.decided(i));
      }
    }
  }

  // ---- rows ----

  /** The next row of the key; whether anything changed. */
  boolean row(int key, int letter, Event event) {
    CohortKey of = key(key);
    boolean begins = automaton.begins(false, letter);
    boolean takes = begins;
    boolean same = !begins;
    for (int i = 0; i < of.count; i++) {
      ListAutomaton.Step step = automaton.step(of.live[i].state, letter);
      same &= step.same();
      takes |= step.takes();
    }
    if (same) {
      return false;
    }
    int row = takes ? rows.add(event, key, attempts.nodes.next()) : Nodes.NONE;
    int open = of.size;
    moves.move(of, letter, row);
    for (int i = 0; i < moves.decisions(); i++) {
      decide(of, moves.decided(i));
    }
    if (begins) {
      rows.begins(row);
      begin(key, of, letter, row);
      if (!consumes && open + 1 > mostOfKey) {
        owner.problems(key).tooManyOfKey(key, event);
        giveUp(of);
      }
    }
    settle(key, of);
    return true;
  }

  private void begin(int key, CohortKey of, int letter, int row) {
    ListAutomaton.Step step = automaton.step(automaton.start(false), letter);
    if (begun.length < Attempts.length(step)) {
      begun = new int[2 * Attempts.length(step)];
    }
    attempts.begin(false, step, begun, 0, row);
    int start = add(key, begun, 0);
    follow(key, start);
    if (starts.isDecided(start)) {
      moves.decides(start);
    }
  }

  /** The start has gone as far as it may, with what it has found. */
  private void decide(CohortKey of, int start) {
    if (!starts.isDecided(start)) {
      Cohort cohort = pool.of(start);
      starts.decide(start, paths.best(start, cohort));
      leave(of, start, cohort);
    }
  }

  private void leave(CohortKey of, int start, Cohort from) {
    starts.leave(start, from);
    Cohort cohort = from;
    while (cohort != null) {
      Cohort into = cohort.into;
      if (--cohort.size == 0) {
        if (into != null) {
          into.parts.remove(cohort);
        } else if (cohort.state != ListAutomaton.DECIDED) {
          of.remove(cohort);
        }
        pool.free(cohort);
      }
      cohort = into;
    }
  }

  private void remove(CohortKey of, int start) {
    if (!starts.isDecided(start)) {
      leave(of, start, pool.of(start));
    }
    starts.remove(of, start);
    total -= consumes ? 0 : 1;
  }

  private void giveUp(CohortKey of) {
    if (!starts.isDecided(of.first)) {
      decide(of, of.first);
      moves.decides(of.first);
    }
  }

  // ---- what is decided is told ----

  /** Those that were decided just now, or what waited for them. */
  private void settle(int key, CohortKey of) {
    if (inOrder) {
      dropWithout(of);
      while (of.size > 0 && starts.isDecided(of.first)) {
        tellFirst(key, of);
      }
    } else {
      moves.sort(rows.first());
      for (int i = 0; i < moves.decisions(); i++) {
        tell(key, of, moves.decided(i));
      }
    }
    moves.forget();
    if (of.size == 0) {
      close(key);
    }
  }

  private void tellFirst(int key, CohortKey of) {
    int start = of.first;
    int row = starts.row(start);
    FoundRows match = tell(key, of, start);
    if (!consumes || match == null) {
      return;
    }
    Skips skips = owner.skips(key);
    int end = skips.end(match, row);
    boolean again = skips.again();
    while (of.size > 0) {
      int next = starts.row(of.first);
      if (TakenRows.isNewer(next, end) || again && next == end) {
        return;
      }
      remove(of, of.first);
    }
  }

  private @Nullable FoundRows tell(int key, CohortKey of, int start) {
    int best = starts.best(start);
    long bound = starts.isByBound(start) ? bound(start) : Long.MIN_VALUE;
    remove(of, start);
    return best == Nodes.NONE ? null : owner.tell(key, best, bound);
  }

  private long bound(int start) {
    return PreferredCore.bound(rows.time(starts.row(start)), within);
  }

  private void close(int key) {
    keys[key] = null;
    total -= consumes ? 1 : 0;
  }

  // ---- bounds, limits ----

  void pass(int key, long time, int most) {
    CohortKey of = key(key);
    moves.forget();
    for (int n = 0; n < most && of.size > 0 && bound(of.first) <= time; n++) {
      int start = of.first;
      if (!starts.isDecided(start)) {
        expire(key, of, start);
      }
      if (inOrder) {
        while (of.size > 0 && starts.isDecided(of.first)) {
          tellFirst(key, of);
        }
      }
    }
    settle(key, of);
  }

  private void expire(int key, CohortKey of, int start) {
    Cohort cohort = pool.of(start);
    int awaits = automaton.awaits(pool.root(start).state);
    int best = awaits >= 0 ? paths.thread(start, cohort, awaits) : paths.best(start, cohort);
    if (best == Nodes.NONE) {
      int labels = timeouts ? paths.thread(start, cohort, 0) : Nodes.NONE;
      long bound = bound(start);
      remove(of, start);
      if (timeouts) {
        owner.timeout(key, labels, bound);
      }
      return;
    }
    starts.decide(start, best);
    leave(of, start, cohort);
    if (awaits >= 0) {
      starts.byBound(start);
    }
    if (!inOrder) {
      tell(key, of, start);
    }
  }

  void giveUpOldest(int key) {
    CohortKey of = key(key);
    moves.forget();
    giveUp(of);
    settle(key, of);
  }

  /** Forgets the starts of a key; how many there were. */
  int drop(int key) {
    CohortKey of = key(key);
    int dropped = consumes ? 1 : of.size;
    while (of.size > 0) {
      remove(of, of.first);
    }
    close(key);
    return dropped;
  }

  // ---- questions ----

  int attempts() {
    return total;
  }

  int size(int key) {
    return key(key).size;
  }

  /** The first row of the oldest start. */
  int oldest(int key) {
    return starts.row(key(key).first);
  }

  boolean isQuiet(int key) {
    CohortKey of = key(key);
    boolean quiet = !of.finds;
    for (int i = 0; i < of.count; i++) {
      quiet &= automaton.awaits(of.live[i].state) < 0;
    }
    return quiet;
  }

  long asked(int key, int letter) {
    CohortKey of = key(key);
    if (consumes) {
      // Later starts ask a row when their turn comes.
      return automaton.step(pool.root(of.first).state, letter).asked();
    }
    long asked = automaton.askedToBegin(false, letter);
    for (int i = 0; i < of.count; i++) {
      asked |= automaton.step(of.live[i].state, letter).asked();
    }
    return asked;
  }

  void count(int key, Census to) {
    CohortKey of = key(key);
    int last = consumes ? starts.after(of.first) : CohortStarts.NONE;
    for (int start = of.first; start != last; start = starts.after(start)) {
      to.attempt(rows.time(starts.row(start)));
      if (!starts.isDecided(start)) {
        Cohort cohort = pool.of(start);
        List<Place> threads = automaton.placesOf(pool.root(start).state);
        for (int i = 0; i < threads.size(); i++) {
          to.thread(threads.get(i), paths.label(start, cohort, i));
        }
      }
    }
  }

  // ---- cohorts ----

  /** That of the key at a state. */
  private Cohort cohort(CohortKey of, int state) {
    for (int i = 0; i < of.count; i++) {
      if (of.live[i].state == state) {
        return of.live[i];
      }
    }
    Cohort cohort = pool.make(state);
    of.add(cohort);
    return cohort;
  }

  void clear() {
    keys = new CohortKey[8];
    pool.clear();
    starts.clear();
    total = 0;
  }

  // ---- state ----

  /** Keys that may have many starts are below. */
  int keys() {
    return keys.length;
  }

  void rewrite(int key, Compaction.References references) {
    CohortKey of = key(key);
    for (int start = of.first; start != CohortStarts.NONE; start = starts.after(start)) {
      starts.rewrite(start, references);
    }
    for (int i = 0; i < of.count; i++) {
      pool.rewrite(of.live[i], references);
    }
    references.changed(key);
  }

  void write(int key, PartOutput out) {
    codec.write(key(key), out);
  }

  /** The key is here. */
  void read(int key, PartInput in) {
    open(key);
    codec.read(key(key), in);
    total += consumes ? 0 : key(key).size;
  }
}
