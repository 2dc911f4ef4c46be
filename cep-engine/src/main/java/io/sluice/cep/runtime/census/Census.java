package io.sluice.cep.runtime.census;

import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.place.Place;
import io.sluice.cep.task.InFlight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes down who is in flight. A matcher tells its keys one after the other: {@link #key}, then for
 * each attempt {@link #attempt} and its threads; or, where attempts stand together in sets, what of
 * them is at each state.
 */
public final class Census {
  /** So much is looked at, then the rest is left out: nothing else runs in the meantime. */
  public static final int MOST = 1_000_000;

  private static final int TOP = 10;

  /** Where a match counts attempts in another way. */
  private static final long UNKNOWN = -1;

  private final MatchProgram program;
  private final Whereabouts where;
  private final boolean every;
  private final long passed;
  private int left;
  private boolean cut;

  // ---- by state ----

  private final long[] attempts;
  private final long[] partial;
  private final long[] keys;
  private final long[] waiting;
  private final boolean[] unsure;

  /** The number of the last attempt or key that was counted there. */
  private final long[] attemptAt;

  private final long[] waitingAt;
  private final long[] keyAt;
  private final List<Set<Object>> labelsAt = new ArrayList<>();

  // ---- all of them, and the key at hand ----

  private long attemptNumber;
  private long keyNumber;
  private long total;
  private long active;
  private long oldest = Long.MAX_VALUE;
  private @Nullable Object @Nullable [] key;
  private long ofKey;
  private long oldestOfKey = Long.MAX_VALUE;
  private boolean counted;

  private record Top(@Nullable Object[] values, long attempts, long oldest) {}

  private static final Comparator<Top> LEAST_FIRST =
      Comparator.comparingLong(Top::attempts)
          .thenComparing(Comparator.comparingLong(Top::oldest).reversed())
          .thenComparing(top -> Arrays.toString(top.values), Comparator.reverseOrder());

  private final PriorityQueue<Top> top = new PriorityQueue<>(LEAST_FIRST);

  /**
   * @param time bounds up to here have passed
   * @param most how many entries are looked at
   */
  public Census(MatchProgram program, long time, int most) {
    this.program = program;
    this.where = new Whereabouts(program.pattern());
    this.every = program.skip() == MatchProgram.Skip.NO_SKIP;
    long within = program.within().orElse(Long.MAX_VALUE);
    this.passed = time < Long.MIN_VALUE + within ? Long.MIN_VALUE : time - within;
    this.left = most;
    int states = where.end() + 1;
    this.attempts = new long[states];
    this.partial = new long[states];
    this.keys = new long[states];
    this.waiting = new long[states];
    this.unsure = new boolean[states];
    this.attemptAt = new long[states];
    this.waitingAt = new long[states];
    this.keyAt = new long[states];
    for (int i = 0; i < states; i++) {
      labelsAt.add(new HashSet<>());
    }
  }

  /** False where there is no room for one entry more. */
  public boolean spend() {
    cut |= left == 0;
    return left > 0 && left-- > 0;
  }

  /** Whether an attempt that began then is within the bound. */
  public boolean lives(long start) {
    return start > passed || passed == Long.MIN_VALUE;
  }

  /** Begins a key; false where there is no room for it. */
  public boolean key(@Nullable Object[] values) {
    endKey();
    if (!spend()) {
      return false;
    }
    key = values;
    keyNumber++;
    return true;
  }

  private void endKey() {
    if (key != null && (ofKey > 0 || counted)) {
      active++;
      total += ofKey;
      oldest = Math.min(oldest, oldestOfKey);
      top.add(new Top(key, counted ? UNKNOWN : ofKey, oldestOfKey));
      if (top.size() > TOP) {
        top.remove();
      }
    }
    key = null;
    ofKey = 0;
    oldestOfKey = Long.MAX_VALUE;
    counted = false;
  }

  // ---- attempts one by one ----

  /**
   * Begins an attempt of the key.
   *
   * @param start the time of its first row
   */
  public void attempt(long start) {
    attempts(1, start);
    labelsAt.forEach(Set::clear);
    attemptNumber++;
  }

  public void thread(Place place, int variable) {
    thread(at(place, variable), waiting(place));
  }

  /** A thread of the attempt. */
  public void thread(int at, BitSet waits) {
    if (spend()) {
      if (attemptAt[at] != attemptNumber) {
        attemptAt[at] = attemptNumber;
        at(at, 1);
      }
      for (int state = waits.nextSetBit(0); state >= 0; state = waits.nextSetBit(state + 1)) {
        if (waitingAt[state] != attemptNumber) {
          waitingAt[state] = attemptNumber;
          waiting[state]++;
        }
      }
    }
  }

  /** A thread of the attempt, of which different {@code labels} are different partial matches. */
  public void thread(Place place, int variable, Object labels) {
    int at = at(place, variable);
    thread(at, waiting(place));
    if (every && labelsAt.get(at).add(labels)) {
      partial(at, 1);
    }
  }

  // ---- attempts in sets ----

  /** So many attempts of the key, the oldest one from {@code start}. */
  public void attempts(long count, long start) {
    ofKey += count;
    oldestOfKey = Math.min(oldestOfKey, start);
  }

  /** So many attempts of the key stand at a state. */
  public void at(int state, long count) {
    attempts[state] += count;
    ofKeyAt(state);
  }

  public void partial(int state, long count) {
    long sum = partial[state] + count;
    partial[state] = sum < 0 ? Long.MAX_VALUE : sum; // stops there, as the matcher's own counts do
  }

  public void waits(int state, long count) {
    waiting[state] += count;
  }

  private void ofKeyAt(int state) {
    if (keyAt[state] != keyNumber) {
      keyAt[state] = keyNumber;
      keys[state]++;
    }
  }

  /**
   * Partial matches of the key that are counted and not known one by one.
   *
   * @param places where they stand
   * @param start the time of the oldest row of the key
   */
  public void counted(List<Place> places, long count, long start) {
    counted = true;
    oldestOfKey = Math.min(oldestOfKey, start);
    var states = new HashSet<Integer>();
    places.forEach(place -> states.add(where.at(place, Whereabouts.ANY)));
    for (int state : states) {
      if (state == Whereabouts.UNSURE) {
        unsure(places);
      } else {
        ofKeyAt(state);
        partial(state, count);
      }
    }
  }

  /** It may be any state that leads on to the same. */
  private void unsure(List<Place> places) {
    int[] variables = where.variables();
    for (Place place : places) {
      for (int state = 1; state < variables.length; state++) {
        int at = where.at(place, variables[state]);
        if (at != Whereabouts.UNSURE) {
          unsure[at] = true;
        }
      }
    }
  }

  /** The state whose row the thread took last. */
  public int at(Place place, int variable) {
    int at = where.at(place, variable);
    return at == Whereabouts.UNSURE ? Whereabouts.START : at;
  }

  /** The states that the next row may lead to. */
  public BitSet waiting(Place place) {
    return where.waiting(place);
  }

  // ---- the answer ----

  /**
   * @param allAttempts as the matcher counts them
   * @param allKeys likewise
   * @param counts whether it counts matches without attempts
   */
  public InFlight done(long allAttempts, long allKeys, boolean counts) {
    endKey();
    var states = new ArrayList<InFlight.State>();
    int[] variables = where.variables();
    for (int state = 1; state < where.end(); state++) {
      String variable = program.variableNames().get(variables[state]);
      Long here = counts ? null : (Long) attempts[state];
      Long choices = every && !unsure[state] ? (Long) partial[state] : null;
      Long ofKeys = unsure[state] ? null : (Long) keys[state];
      Long waits = counts ? null : (Long) waiting[state];
      states.add(new InFlight.State("s" + state, variable, here, choices, ofKeys, waits));
    }
    Long atEnd = counts ? null : (Long) waiting[where.end()];
    states.add(new InFlight.State("match", null, null, null, null, atEnd));
    var topKeys = new ArrayList<InFlight.Key>();
    for (Top each : top) {
      boolean known = each.attempts != UNKNOWN;
      topKeys.add(
          new InFlight.Key(
              Arrays.asList(each.values), known ? (Long) each.attempts : null, each.oldest));
    }
    topKeys.sort(
        Comparator.<InFlight.Key>comparingLong(k -> k.attempts() == null ? 0 : k.attempts())
            .reversed()
            .thenComparingLong(InFlight.Key::oldest)
            .thenComparing(k -> k.values().toString()));
    return new InFlight(
        counts ? null : (Long) (cut ? allAttempts : total),
        cut ? allKeys : active,
        program.keySchema(),
        oldest == Long.MAX_VALUE ? null : (Long) oldest,
        states,
        topKeys,
        cut);
  }
}
