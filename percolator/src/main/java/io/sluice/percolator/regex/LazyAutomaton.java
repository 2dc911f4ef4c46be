package io.sluice.percolator.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.Transition;

/**
 * An automaton over code points, not deterministic, that is made deterministic step by step as
 * values come (the lazy construction of Aho's and Thompson's greps, and of RE2): what has come
 * before costs one look-up a character, and what never comes, such as most of the states of {@code
 * a.{1,64}b.{1,64}c}, is never made. For any number of threads.
 */
public final class LazyAutomaton {
  /** Room for steps; where it is used up, a value is run without them and all begins anew. */
  private static final int MAX_ROOM = 1 << 18;

  // What a step leads to: 0 if that is not known yet, one of these, or the place of a state.
  private static final int NEVER = 1;
  private static final int SURELY = 2;
  private static final int FIRST = 3;

  // In the last column of a state: whether a value that ends there is accepted; 0 if not known.
  private static final int ACCEPTS = 1;
  private static final int REFUSES = 2;

  /** By state: its first transition; one more than there are states. */
  private final int[] first;

  /** Of transitions: classes of characters, both ends belong to it. */
  private final int[] low;

  private final int[] high;
  private final int[] to;
  private final boolean[] accepts;

  /** Accept whatever comes. */
  private final BitSet sure;

  /** Where each class of characters begins, rising. */
  private final int[] bounds;

  private final char[] classOfAscii = new char[128];

  /** Columns of a state: one a class, and one for the end. */
  private final int columns;

  private volatile Steps steps;

  /** The part that is deterministic so far. Its arrays are only read and written as ints. */
  private final class Steps {
    /** Places below {@link #FIRST} are left free. Replaced by a larger copy. */
    private volatile int[] table = new int[FIRST + 8 * columns];

    private final Map<BitSet, Integer> places = new HashMap<>();
    private final List<BitSet> sets = new ArrayList<>();
    private final int start;

    Steps() {
      var only = new BitSet();
      only.set(0, Math.min(1, accepts.length));
      this.start = place(only);
    }

    /** 0 if there is no room for it. */
    private int place(BitSet set) {
      if (set.isEmpty()) {
        return NEVER;
      }
      if (set.intersects(sure)) {
        return SURELY;
      }
      Integer known = places.get(set);
      if (known != null) {
        return known;
      }
      int place = FIRST + sets.size() * columns;
      if (place + columns > table.length) {
        if (place + columns > MAX_ROOM) {
          return 0;
        }
        table = Arrays.copyOf(table, Math.min(2 * table.length, MAX_ROOM));
      }
      table[place + columns - 1] =
          set.stream().anyMatch(state -> accepts[state]) ? ACCEPTS : REFUSES;
      places.put(set, place);
      sets.add(set);
      return place;
    }

    private BitSet set(int place) {
      return sets.get((place - FIRST) / columns);
    }

    /** Where a step leads that nobody has taken yet; 0 if there is no room for it. */
    synchronized int step(int place, int read) {
      int next = place(after(set(place), read));
      table[place + read] = next;
      return next;
    }

    synchronized BitSet copy(int place) {
      return (BitSet) set(place).clone();
    }

    synchronized boolean accepts(int place) {
      return table[place + columns - 1] == ACCEPTS;
    }
  }

  public LazyAutomaton(Automaton automaton) {
    int states = automaton.getNumStates();
    int transitions = automaton.getNumTransitions();
    this.first = new int[states + 1];
    this.low = new int[transitions];
    this.high = new int[transitions];
    this.to = new int[transitions];
    this.accepts = new boolean[states];
    var starts = new TreeSet<Integer>();
    starts.add(0);
    var transition = new Transition();
    int next = 0;
    for (int state = 0; state < states; state++) {
      first[state] = next;
      accepts[state] = automaton.isAccept(state);
      for (int count = automaton.initTransition(state, transition); count > 0; count--) {
        automaton.getNextTransition(transition);
        low[next] = transition.min;
        high[next] = transition.max;
        to[next++] = transition.dest;
        starts.add(transition.min);
        starts.add(transition.max + 1);
      }
    }
    first[states] = next;
    starts.remove(Character.MAX_CODE_POINT + 1);
    this.bounds = starts.stream().mapToInt(Integer::intValue).toArray();
    for (int t = 0; t < transitions; t++) {
      low[t] = classOf(low[t]);
      high[t] = classOf(high[t]);
    }
    for (char c = 0; c < 128; c++) {
      classOfAscii[c] = (char) classOf(c);
    }
    this.columns = bounds.length + 1;
    this.sure = sure();
    this.steps = new Steps();
  }

  private int classOf(int codePoint) {
    int found = Arrays.binarySearch(bounds, codePoint);
    return found >= 0 ? found : -found - 2;
  }

  /** The largest set of accepting states that every character leaves within the set. */
  private BitSet sure() {
    var stay = new BitSet();
    for (int state = 0; state < accepts.length; state++) {
      stay.set(state, accepts[state]);
    }
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int state = stay.nextSetBit(0); state >= 0; state = stay.nextSetBit(state + 1)) {
        if (!staysIn(stay, state)) {
          stay.clear(state);
          changed = true;
        }
      }
    }
    return stay;
  }

  private boolean staysIn(BitSet some, int state) {
    var covered = new BitSet();
    for (int t = first[state]; t < first[state + 1]; t++) {
      if (some.get(to[t])) {
        covered.set(low[t], high[t] + 1);
      }
    }
    return covered.cardinality() == bounds.length;
  }

  private BitSet after(BitSet states, int read) {
    var reached = new BitSet();
    for (int state = states.nextSetBit(0); state >= 0; state = states.nextSetBit(state + 1)) {
      for (int t = first[state]; t < first[state + 1]; t++) {
        if (low[t] <= read && read <= high[t]) {
          reached.set(to[t]);
        }
      }
    }
    return reached;
  }

  /** Whether a value in UTF-8 is accepted. */
  public boolean accepts(byte[] bytes, int from, int length) {
    Steps known = steps;
    int[] table = known.table;
    int state = known.start;
    int end = from + length;
    for (int at = from; at < end && state >= FIRST; ) {
      int lead = bytes[at];
      int read = lead >= 0 ? classOfAscii[lead] : classOf(codePoint(bytes, at));
      int next = state + columns <= table.length ? table[state + read] : 0;
      if (next == 0) {
        next = known.step(state, read);
        if (next == 0) {
          steps = new Steps();
          return runWithoutSteps(known.copy(state), bytes, at, end);
        }
        table = known.table;
      }
      state = next;
      at += lead >= 0 ? 1 : length(lead);
    }
    if (state < FIRST) {
      return state == SURELY;
    }
    int verdict = state + columns <= table.length ? table[state + columns - 1] : 0;
    return verdict == 0 ? known.accepts(state) : verdict == ACCEPTS;
  }

  private boolean runWithoutSteps(BitSet states, byte[] bytes, int from, int end) {
    BitSet now = states;
    for (int at = from; at < end && !now.isEmpty(); at += length(bytes[at])) {
      now = after(now, classOf(codePoint(bytes, at)));
    }
    return now.stream().anyMatch(state -> accepts[state]);
  }

  private static int length(int lead) {
    return lead >= 0 ? 1 : lead >= (byte) 0xF0 ? 4 : lead >= (byte) 0xE0 ? 3 : 2;
  }

  private static int codePoint(byte[] bytes, int at) {
    int lead = bytes[at];
    return switch (length(lead)) {
      case 1 -> lead;
      case 2 -> (lead & 0x1F) << 6 | (bytes[at + 1] & 0x3F);
      case 3 -> (lead & 0x0F) << 12 | (bytes[at + 1] & 0x3F) << 6 | (bytes[at + 2] & 0x3F);
      default ->
          (lead & 0x07) << 18
              | (bytes[at + 1] & 0x3F) << 12
              | (bytes[at + 2] & 0x3F) << 6
              | (bytes[at + 3] & 0x3F);
    };
  }
}
