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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The automaton of every match: a state is the set of places that threads with equal labels stand
 * at. It is made deterministic over pairs of a letter and a label while rows come, so each
 * labelling has one way through it and is found once.
 */
final class SetAutomaton implements Caps.Automaton {
  static final int START = 0;
  static final int NOWHERE = -1;

  /** So many places for actions are kept; beyond that all are worked out again. */
  private static final int MOST_KEPT = 1 << 21;

  /** In place of a label: the row is passed over. */
  static final int PASSED = -1;

  /** Nothing is left of a state. */
  static final int[] DEAD = {};

  /** The row is passed over, and the state stays. */
  static final int[] SAME = {};

  private final Letters letters;
  private final Places places;
  private final Map<Place, Integer> numbers = new HashMap<>();
  private final List<Place> known = new ArrayList<>();
  private final Map<Set<Integer>, Integer> stateNumbers = new HashMap<>();

  /** By number; null for those that have been forgotten. */
  private final List<@Nullable Set<Integer>> states = new ArrayList<>();

  /** Numbers that have been given back. */
  private final BitSet free = new BitSet();

  /** In all states. */
  private int placeCount;

  /** Without those that have been forgotten. */
  private int stateCount;

  /** By state and number of a letter: three ints for each action. */
  private @Nullable int[][][] actions = new int[16][][];

  private int kept;

  /** Before the first row of a partition; another state where the pattern asks for that. */
  private final int first;

  SetAutomaton(MatchProgram program, Letters letters) {
    this.letters = letters;
    this.places = new Places(program.pattern(), true);
    state(Set.of(number(places.start(false))));
    this.first = program.anchored() ? state(Set.of(number(places.start(true)))) : START;
  }

  /**
   * The state before a row that may begin a match.
   *
   * @param atFirst whether it is the first row of its partition
   */
  int start(boolean atFirst) {
    return atFirst ? first : START;
  }

  int states() {
    return states.size();
  }

  private Set<Integer> numbersOf(int state) {
    return Objects.requireNonNull(states.get(state));
  }

  @Override
  public int size() {
    int places = Math.max(placeCount, known.size());
    return Math.max(stateCount, places / ListAutomaton.MANY_PLACES);
  }

  /** Places have new numbers then: they are nobody else's. */
  @Override
  public void keep(BitSet live) {
    Arrays.fill(actions, null);
    kept = 0;
    live.set(START);
    live.set(first);
    Map<Integer, List<Place>> left = new TreeMap<>();
    for (int state = 0; state < states.size(); state++) {
      if (states.get(state) != null && live.get(state)) {
        left.put(state, placesOf(state));
      }
      states.set(state, null);
    }
    numbers.clear();
    known.clear();
    stateNumbers.clear();
    free.set(0, states.size());
    stateCount = 0;
    placeCount = 0;
    left.forEach((state, places) -> put(state, setOf(places)));
  }

  /**
   * For each action the state that it leads to or {@link #NOWHERE}, the label or {@link #PASSED},
   * and 1 where a match is found. Takes come first.
   */
  int[] actions(int state, int letter) {
    int[][] of = actions[state];
    int[] found = of == null || of.length <= letter ? null : of[letter];
    return found == null ? worked(state, letter) : found;
  }

  private int[] worked(int state, int letter) {
    int[][] of = actions[state];
    if (of == null || of.length <= letter) {
      int room = Math.max(letters.numbers(), of == null ? 0 : 2 * of.length);
      kept += room;
      if (kept > MOST_KEPT) {
        Arrays.fill(actions, null);
        kept = room;
      }
      of = actions[state] == null ? new int[room][] : Arrays.copyOf(actions[state], room);
    }
    // Working it out may make a new state, and with it a longer table.
    int[] found = work(state, letters.letter(letter));
    of[letter] = found;
    actions[state] = of;
    return found;
  }

  /** Whether a match may begin with a row of this letter. */
  boolean begins(boolean atFirst, int letter) {
    return actions(start(atFirst), letter).length > 0 && !letters.blocks(letter);
  }

  /** Variables that are asked for a row that may begin a match. */
  long askedToBegin(boolean atFirst, int letter) {
    return letters.blocks(letter) ? 0 : asked(start(atFirst), letter);
  }

  /** Whether what stands here is a match when its bound passes, or the partition ends. */
  boolean awaits(int state) {
    for (int place : numbersOf(state)) {
      if (PlaceMoves.awaitsEnd(known.get(place))) {
        return true;
      }
    }
    return false;
  }

  /** Variables that the threads of a state ask a row for. */
  long asked(int state, int letter) {
    long asked = 0;
    for (int place : numbersOf(state)) {
      asked |= Moves.asked(known.get(place), letters, letters.letter(letter));
    }
    return asked;
  }

  /** The places of a state, so that it can be found again by another automaton. */
  List<Place> placesOf(int state) {
    return numbersOf(state).stream().map(known::get).toList();
  }

  int stateOf(List<Place> at) {
    return state(setOf(at));
  }

  private Set<Integer> setOf(List<Place> at) {
    var set = new TreeSet<Integer>();
    at.forEach(place -> set.add(number(place)));
    return set;
  }

  private int[] work(int state, long letter) {
    // In the order of variables: numbers of places depend on the rows that came, results must not.
    Map<Integer, List<Place>> taken = new TreeMap<>();
    Set<Integer> finds = new TreeSet<>();
    Set<Integer> passed = new TreeSet<>();
    for (int number : numbersOf(state)) {
      Place place = known.get(number);
      Moves moves = Moves.of(place, letters, letter);
      for (int i = 0; i < place.live(); i++) {
        if (moves.takes()[i]) {
          Alternative way = place.ways().get(i);
          Place next = places.after(way);
          taken.computeIfAbsent(way.variable(), _ -> new ArrayList<>()).add(next);
          if (next.accepts()) {
            finds.add(way.variable());
          }
        }
      }
      Place left = moves.left();
      if (left != null) {
        passed.add(number(left));
      }
    }
    if (taken.isEmpty()) {
      return passed.isEmpty()
          ? DEAD
          : passed.equals(numbersOf(state)) ? SAME : new int[] {state(passed), PASSED, 0};
    }
    int[] made = new int[3 * (taken.size() + (passed.isEmpty() ? 0 : 1))];
    int at = 0;
    for (Map.Entry<Integer, List<Place>> take : taken.entrySet()) {
      boolean found = finds.contains(take.getKey());
      made[at++] = next(take.getValue(), found);
      made[at++] = take.getKey();
      made[at++] = found ? 1 : 0;
    }
    if (!passed.isEmpty()) {
      made[at++] = state(passed);
      made[at++] = PASSED;
      made[at] = 0;
    }
    return made;
  }

  /**
   * The state that a row leads to.
   *
   * @param told whether its labels are a match already: they are no second one at the end
   */
  private int next(List<Place> at, boolean told) {
    var to = new TreeSet<Integer>();
    for (Place place : at) {
      Place left = told && PlaceMoves.awaitsEnd(place) ? withoutEnd(place) : place;
      if (left != null && left.live() > 0) {
        to.add(number(left));
      }
    }
    return to.isEmpty() ? NOWHERE : state(to);
  }

  private static @Nullable Place withoutEnd(Place place) {
    var keep = new boolean[place.ways().size()];
    for (int i = 0; i < keep.length; i++) {
      keep[i] = place.ways().get(i).kind() == Alternative.Kind.TAKE;
    }
    return place.keep(keep);
  }

  private int number(Place place) {
    Integer number = numbers.get(place);
    if (number == null) {
      number = known.size();
      numbers.put(place, number);
      known.add(place);
    }
    return number;
  }

  private int state(Set<Integer> of) {
    Integer state = stateNumbers.get(of);
    if (state == null) {
      state = free.isEmpty() ? states.size() : free.nextSetBit(0);
      put(state, of);
    }
    return state;
  }

  private void put(int state, Set<Integer> of) {
    stateNumbers.put(of, state);
    if (state == states.size()) {
      states.add(of);
    } else {
      states.set(state, of);
      free.clear(state);
    }
    stateCount++;
    placeCount += of.size();
    if (state == actions.length) {
      actions = Arrays.copyOf(actions, 2 * state);
    }
  }
}
