package io.sluice.cep.runtime.census;

import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.place.Place;
import io.sluice.cep.task.InFlight;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes down who is in flight. A matcher tells its keys one after the other: {@link #key}, then for
 * each attempt {@link #attempt} and its threads; or, where attempts stand together in sets, what of
 * them is at each state.
 */
public final class Census {
  /** So much is looked at, some 50 ms; the rest is left out: nothing else runs in the meantime. */
  public static final int MOST = 200_000;

  private static final int TOP = 10;

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

  /** The number of the last attempt that was counted there. */
  private final long[] attemptAt;

  private final long[] waitingAt;
  private final List<Set<Object>> labelsAt = new ArrayList<>();

  // ---- all of them, and the key at hand ----

  private long attemptNumber;
  private long total;
  private long active;
  private long oldest = Long.MAX_VALUE;
  private @Nullable OfKey key;

  /** Partitions that have one key of the statement; null where each has its own. */
  private final @Nullable Map<List<@Nullable Object>, OfKey> keysOfParts;

  /** What there is of one key. */
  private static final class OfKey {
    final List<@Nullable Object> values;
    final BitSet states = new BitSet();
    long attempts;
    long oldest = Long.MAX_VALUE;
    boolean counted;

    OfKey(List<@Nullable Object> values) {
      this.values = values;
    }
  }

  private static final Comparator<OfKey> MOST_FIRST =
      Comparator.<OfKey>comparingLong(key -> key.attempts)
          .reversed()
          .thenComparingLong(key -> key.oldest)
          .thenComparing(key -> key.values.toString());

  private final PriorityQueue<OfKey> top = new PriorityQueue<>(MOST_FIRST.reversed());

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
    this.keysOfParts = program.derived() == null ? null : new HashMap<>();
    int states = where.end() + 1;
    this.attempts = new long[states];
    this.partial = new long[states];
    this.keys = new long[states];
    this.waiting = new long[states];
    this.unsure = new boolean[states];
    this.attemptAt = new long[states];
    this.waitingAt = new long[states];
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

  /**
   * Begins a partition; false where there is no room for it.
   *
   * @param values those of PARTITION BY, then what conditions tell further partitions apart by
   */
  public boolean key(@Nullable Object[] values) {
    endKey();
    if (!spend()) {
      return false;
    }
    List<@Nullable Object> own = Arrays.asList(values).subList(0, program.keySchema().size());
    key =
        keysOfParts == null
            ? new OfKey(own)
            : keysOfParts.computeIfAbsent(normal(own), _ -> new OfKey(own));
    return true;
  }

  private static List<@Nullable Object> normal(List<@Nullable Object> values) {
    var normal = new ArrayList<@Nullable Object>();
    for (Object value : values) {
      normal.add(
          switch (value) {
            case BigDecimal d -> d.stripTrailingZeros();
            case Double d -> d + 0.0;
            case null, default -> value;
          });
    }
    return normal;
  }

  private void endKey() {
    if (key != null && keysOfParts == null) {
      end(key);
    }
    key = null;
  }

  private void end(OfKey of) {
    if (of.attempts > 0 || of.counted) {
      active++;
      total += of.attempts;
      oldest = Math.min(oldest, of.oldest);
      of.states.stream().forEach(state -> keys[state]++);
      top.add(of);
      if (top.size() > TOP) {
        top.remove();
      }
    }
  }

  private OfKey key() {
    return Objects.requireNonNull(key);
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
    key().attempts += count;
    key().oldest = Math.min(key().oldest, start);
  }

  /** So many attempts of the key stand at a state. */
  public void at(int state, long count) {
    attempts[state] += count;
    key().states.set(state);
  }

  public void partial(int state, long count) {
    long sum = partial[state] + count;
    partial[state] = sum < 0 ? Long.MAX_VALUE : sum; // stops there, as the matcher's own counts do
  }

  public void waits(int state, long count) {
    waiting[state] += count;
  }

  /**
   * Partial matches of the key that are counted and not known one by one.
   *
   * @param places where they stand
   * @param start the time of the oldest row of the key
   */
  public void counted(List<Place> places, long count, long start) {
    key().counted = true;
    key().oldest = Math.min(key().oldest, start);
    var states = new HashSet<Integer>();
    places.forEach(place -> states.add(where.at(place, Whereabouts.ANY)));
    for (int state : states) {
      if (state == Whereabouts.UNSURE) {
        unsure(places);
      } else {
        key().states.set(state);
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
    if (keysOfParts != null) {
      keysOfParts.values().forEach(this::end);
    }
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
    top.stream()
        .sorted(MOST_FIRST)
        .forEach(of -> topKeys.add(new InFlight.Key(of.values, known(of), of.oldest)));
    return new InFlight(
        counts ? null : (Long) (cut ? allAttempts : total),
        cut ? allKeys : active,
        program.keySchema(),
        oldest == Long.MAX_VALUE ? null : (Long) oldest,
        states,
        topKeys,
        cut);
  }

  private static @Nullable Long known(OfKey of) {
    return of.counted ? null : (Long) of.attempts;
  }
}
