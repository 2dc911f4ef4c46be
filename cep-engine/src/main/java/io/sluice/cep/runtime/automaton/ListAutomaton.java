package io.sluice.cep.runtime.automaton;

import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.place.Alternative;
import io.sluice.cep.runtime.place.Place;
import io.sluice.cep.runtime.place.Places;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The automaton of the preferred match: a state is the list of places at which the threads of one
 * start stand, the most preferred first; of threads at one place the first is left. What a state
 * does with a letter is worked out once. It says too which thread each new one goes on from, so
 * labels move along without looking at the pattern.
 */
final class ListAutomaton implements Caps.Automaton {
  /** No thread is left: it is decided what the start leads to. */
  static final int DECIDED = 0;

  static final int START = 1;

  /** Decided by a bound, without a match; no step leads here. */
  static final int TIMED_OUT = 2;

  /** Before the first row of a partition; another state where the pattern asks for that. */
  private final int first;

  /** Whether a match without a row begins there, and elsewhere. */
  private final boolean emptyAtFirst;

  private final boolean empty;

  /** So many places for steps are kept; beyond that all are worked out again. */
  private static final int MOST_KNOWN = 1 << 21;

  /** A state of more counts for several. */
  static final int MANY_PLACES = 32;

  static final int PASSED = -1;

  /**
   * @param target the state that follows
   * @param from for each thread of it the thread that it goes on from
   * @param labels for each the variable that takes the row, or PASSED
   * @param foundFrom the thread that has found a match with this row, or -1
   * @param foundLabel the variable that takes the row then
   * @param same whether every thread passes the row over and stays
   * @param takes whether a thread takes the row
   * @param asked variables that are asked for
   */
  record Step(
      int target,
      int[] from,
      int[] labels,
      int foundFrom,
      int foundLabel,
      boolean same,
      boolean takes,
      long asked) {

    boolean dead() {
      return target == DECIDED && foundFrom < 0;
    }
  }

  private final Letters letters;
  private final Places places;
  private final Map<List<Place>, Integer> numbers = new HashMap<>();

  /** By number; null for those that have been forgotten. */
  private final List<@Nullable List<Place>> states = new ArrayList<>();

  /** Numbers that have been given back. */
  private final BitSet free = new BitSet();

  /** In all states. */
  private int placeCount;

  /** Without those that have been forgotten. */
  private int stateCount;

  private int[] awaits = new int[16];
  private @Nullable Step[][] steps = new Step[16][];
  private int known;

  ListAutomaton(MatchProgram program, Letters letters) {
    this.letters = letters;
    this.places = new Places(program.pattern(), false);
    state(List.of());
    state(List.of(places.start(false)));
    add(List.of());
    this.first = program.anchored() ? state(List.of(places.start(true))) : START;
    this.emptyAtFirst = places.start(program.anchored()).accepts();
    this.empty = places.start(false).accepts();
  }

  /**
   * The state before a row that may begin an attempt.
   *
   * @param atFirst whether it is the first row of its partition
   */
  int start(boolean atFirst) {
    return atFirst ? first : START;
  }

  /** Whether a match without a row begins there. */
  boolean acceptsEmpty(boolean atFirst) {
    return atFirst ? emptyAtFirst : empty;
  }

  /** Whether an attempt begins with a row of this letter. */
  boolean begins(boolean atFirst, int letter) {
    return (acceptsEmpty(atFirst) || !step(start(atFirst), letter).dead())
        && !letters.blocks(letter);
  }

  /** Variables that are asked for a row that may begin an attempt. */
  long askedToBegin(boolean atFirst, int letter) {
    return letters.blocks(letter) ? 0 : step(start(atFirst), letter).asked();
  }

  int threads(int state) {
    return placesOf(state).size();
  }

  /** The first thread that has a match when the bound passes, or the partition ends; or -1. */
  int awaits(int state) {
    return awaits[state];
  }

  List<Place> placesOf(int state) {
    return Objects.requireNonNull(states.get(state));
  }

  @Override
  public int size() {
    return Math.max(stateCount, placeCount / MANY_PLACES);
  }

  @Override
  public void keep(BitSet live) {
    Arrays.fill(steps, null);
    known = 0;
    live.set(DECIDED);
    live.set(START);
    live.set(TIMED_OUT);
    live.set(first);
    for (int state = 0; state < states.size(); state++) {
      List<Place> places = states.get(state);
      if (places != null && !live.get(state)) {
        stateCount--;
        placeCount -= places.size();
        numbers.remove(places);
        states.set(state, null);
        free.set(state);
      }
    }
  }

  int stateOf(List<Place> at) {
    return state(List.copyOf(at));
  }

  Step step(int state, int letter) {
    @Nullable Step[] of = steps[state];
    Step step = of == null || of.length <= letter ? null : of[letter];
    return step == null ? worked(state, letter) : step;
  }

  private Step worked(int state, int letter) {
    @Nullable Step[] of = steps[state];
    if (of == null || of.length <= letter) {
      int room = Math.max(letters.numbers(), of == null ? 0 : 2 * of.length);
      known += room;
      if (known > MOST_KNOWN) {
        Arrays.fill(steps, null);
        known = room;
      }
      of = steps[state] == null ? new Step[room] : Arrays.copyOf(steps[state], room);
    }
    known += 2 * placesOf(state).size();
    // Working it out may make a new state, and with it a longer table.
    Step step = work(state, letters.letter(letter));
    of[letter] = step;
    steps[state] = of;
    return step;
  }

  private Step work(int state, long letter) {
    var next = new ArrayList<Place>();
    var from = new ArrayList<Integer>();
    var labels = new ArrayList<Integer>();
    int foundFrom = -1;
    int foundLabel = -1;
    long asked = 0;
    List<Place> threads = placesOf(state);
    for (int thread = 0; thread < threads.size() && foundFrom < 0; thread++) {
      Place place = threads.get(thread);
      asked |= Moves.asked(place, letters, letter);
      Moves moves = Moves.of(place, letters, letter);
      for (int i = 0; i < place.live() && foundFrom < 0; i++) {
        if (!moves.takes()[i]) {
          continue;
        }
        Alternative way = place.ways().get(i);
        Place after = places.after(way);
        if (after.live() > 0 && !next.contains(after)) {
          next.add(after);
          from.add(thread);
          labels.add(way.variable());
        }
        if (after.accepts()) {
          foundFrom = thread;
          foundLabel = way.variable();
        }
      }
      Place left = moves.left();
      if (foundFrom < 0 && left != null && !next.contains(left)) {
        next.add(left);
        from.add(thread);
        labels.add(PASSED);
      }
    }
    int target = state(List.copyOf(next));
    boolean takes = foundFrom >= 0 || labels.stream().anyMatch(label -> label != PASSED);
    boolean same = target == state && !takes && isInOrder(from);
    return new Step(target, ints(from), ints(labels), foundFrom, foundLabel, same, takes, asked);
  }

  private static boolean isInOrder(List<Integer> from) {
    for (int i = 0; i < from.size(); i++) {
      if (from.get(i) != i) {
        return false;
      }
    }
    return true;
  }

  private static int[] ints(List<Integer> of) {
    return of.stream().mapToInt(n -> n).toArray();
  }

  private int state(List<Place> of) {
    Integer known = numbers.get(of);
    if (known != null) {
      return known;
    }
    int state = add(of);
    numbers.put(of, state);
    return state;
  }

  private int add(List<Place> of) {
    int state = free.isEmpty() ? states.size() : free.nextSetBit(0);
    if (state == states.size()) {
      states.add(of);
    } else {
      states.set(state, of);
      free.clear(state);
    }
    stateCount++;
    placeCount += of.size();
    if (state == steps.length) {
      steps = Arrays.copyOf(steps, 2 * state);
      awaits = Arrays.copyOf(awaits, 2 * state);
    }
    awaits[state] = -1;
    for (int thread = of.size() - 1; thread >= 0; thread--) {
      if (PlaceMoves.awaitsEnd(of.get(thread))) {
        awaits[state] = thread;
      }
    }
    return state;
  }
}
