package io.sluice.cep.runtime.automaton;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How many ways lead through the automaton from any of the rows that are within the bound, and what
 * is summed over them, without a list of them.
 *
 * <p>A row of one letter is a sparse matrix: for each state where its ways go. The ways from a row
 * on are the first line of the product of its matrix and all later ones. Matrices can be multiplied
 * in any grouping but not taken out of a product, so the window slides as a queue that is made of
 * two stacks does: behind a boundary a product grows by each new row ({@link
 * CountedKey#throughBack}); before it, each row has its line of the product up to the boundary
 * ({@link CountedKey#fromRows}), and the oldest one is left behind by forgetting its line. When
 * these lines are used up, all rows are multiplied once from the newest one back, and the boundary
 * moves to the end. A row costs what its matrix has of entries, twice, whatever the window.
 *
 * <p>Ways through an automaton that is deterministic over letters and labels are matches, each once
 * (Poppe et al., GRETA, VLDB 2017, count trends in windows; here each match has its own bound).
 */
final class SlidingProduct {
  /** In place of a state: the way has not begun. */
  private static final int BEFORE = 0;

  private final SetAutomaton automaton;
  private final Effects effects;
  private final Weights weights;
  private final TakenRows rows;

  // ---- what is made for one row ----

  private final Tallies moved;
  private int[] movedStates = new int[8];
  private int movedCount;
  private final Tallies one;
  private final Tallies product;

  SlidingProduct(SetAutomaton automaton, Weights weights, TakenRows rows) {
    this.automaton = automaton;
    this.effects = new Effects(automaton);
    this.weights = weights;
    this.rows = rows;
    this.moved = weights.tallies().room(8);
    this.product = weights.tallies();
    this.one = weights.tallies().room(2);
    one.one(1);
  }

  /** The ways that stand at a place now, in cell {@code to}, which was clear. */
  private void waysAt(CountedKey key, int place, Tallies sum, int to) {
    Tallies back = key.throughBack;
    if (key.front == 0) {
      sum.copy(to, back, place);
      return;
    }
    int from = key.frontAt * key.states.length;
    for (int i = 0; i < key.states.length; i++) {
      sum.add(to, key.fromRows, from + i, back, i * key.width + place);
    }
  }

  /** Whether a way that began within the bound stands there. */
  boolean isAt(CountedKey key, int state) {
    return waysAt(key, state) != 0;
  }

  /** How many of them. */
  long waysAt(CountedKey key, int state) {
    int place = state + 1;
    if (place >= key.width) {
      return 0;
    }
    one.clear(0);
    waysAt(key, place, one, 0);
    return one.ways(0);
  }

  /**
   * Adds the ways that a row completes to cell {@code to}.
   *
   * @param key null where no way has begun
   */
  void complete(@Nullable CountedKey key, int letter, Tallies sum, int to) {
    Effects.Effect effect = effects.of(letter);
    if (effect.finds()) {
      completeFrom(automaton.actions(SetAutomaton.START, letter), one, 1, sum, to);
    }
    if (key == null) {
      return;
    }
    for (int state : effect.completing()) {
      if (key.isSomewhere(state + 1)) {
        one.clear(0);
        waysAt(key, state + 1, one, 0);
        completeFrom(automaton.actions(state, letter), one, 0, sum, to);
      }
    }
  }

  private static void completeFrom(int[] actions, Tallies of, int from, Tallies sum, int to) {
    for (int i = 0; i < actions.length; i += 3) {
      if (actions[i + 2] != 0) {
        sum.add(to, of, from, actions[i + 1]);
      }
    }
  }

  /** Whether ways go on from a row that begins them. */
  boolean begins(int letter) {
    return effects.of(letter).begins();
  }

  /** Whether a row changes where ways stand, those left aside that it begins. */
  boolean changes(CountedKey key, int letter) {
    for (int state : effects.of(letter).changing()) {
      if (key.isSomewhere(state + 1)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a row matters neither to where ways stand nor to what is complete. */
  boolean passes(CountedKey key, int letter) {
    Effects.Effect effect = effects.of(letter);
    for (int state : effect.completing()) {
      if (key.isSomewhere(state + 1)) {
        return false;
      }
    }
    return !effect.begins() && !effect.finds() && !changes(key, letter);
  }

  // ---- rows come ----

  /** The newest row, whose weights are set. */
  void add(CountedKey key, int row, int letter) {
    key.add(row, letter);
    Effects.Effect effect = effects.of(letter);
    key.widen(automaton.states() + 1);
    for (int i = 0; i < key.states.length; i++) {
      move(key.throughBack, i * key.width, effect.changing(), letter);
    }
    if (effect.begins()) {
      int[] begin = automaton.actions(SetAutomaton.START, letter);
      for (int i = 0; i < begin.length; i += 3) {
        if (begin[i] != SetAutomaton.NOWHERE && begin[i + 1] != SetAutomaton.PASSED) {
          effects.reach(begin[i]);
          key.throughBack.add(begin[i] + 1, key.throughBack, BEFORE, begin[i + 1]);
        }
      }
    }
  }

  /** A line of ways, from {@code line} on, goes where the row leads. */
  private void move(Tallies ways, int line, int[] changing, int letter) {
    int count = 0;
    for (int state : changing) {
      int from = line + state + 1;
      if (ways.ways(from) != 0) {
        listMoved(state);
        moved.copy(count++, ways, from);
        ways.clear(from);
      }
    }
    for (int n = 0; n < count; n++) {
      int[] actions = automaton.actions(movedStates[n], letter);
      for (int i = 0; i < actions.length; i += 3) {
        if (actions[i] != SetAutomaton.NOWHERE) {
          effects.reach(actions[i]);
          ways.add(line + actions[i] + 1, moved, n, actions[i + 1]);
        }
      }
    }
    movedCount = 0;
  }

  private void listMoved(int state) {
    if (movedCount == movedStates.length) {
      movedStates = Arrays.copyOf(movedStates, 2 * movedCount);
    }
    movedStates[movedCount++] = state;
    moved.room(movedCount);
  }

  // ---- and go ----

  /** The oldest row is left behind; true where the boundary moved. */
  boolean removeFirst(CountedKey key) {
    boolean moves = key.front == 0;
    if (moves) {
      moveBoundary(key);
    }
    key.removeFirst();
    key.frontAt++;
    if (--key.front == 0) {
      key.forgetFront();
    }
    return moves;
  }

  /** All rows become the front. */
  void moveBoundary(CountedKey key) {
    int[] states = standing(key);
    int lines = automaton.states() + 1;
    int width = states.length;
    product.room(lines * width);
    product.clear(0, lines * width);
    for (int i = 0; i < width; i++) {
      product.one(states[i] * width + i);
    }
    key.fromRows.room(key.size() * width);
    for (int i = key.size() - 1; i >= 0; i--) {
      weights.of(rows.event(key.row(i)));
      multiply(key.letter(i), lines, width);
      for (int at = 0; at < width; at++) {
        key.fromRows.copy(i * width + at, product, at);
      }
    }
    key.front = key.size();
    key.frontAt = 0;
    key.startBack(states);
  }

  /** Where the ways of the back stand, those that have not begun first. */
  private static int[] standing(CountedKey key) {
    int[] states = new int[key.width];
    int count = 1;
    for (int place = 1; place < key.width; place++) {
      if (key.throughBack.ways(place) != 0) {
        states[count++] = place;
      }
    }
    return Arrays.copyOf(states, count);
  }

  /** The matrix of a letter, times the product so far. */
  private void multiply(int letter, int lines, int width) {
    Effects.Effect effect = effects.of(letter);
    int[] changing = effect.changing();
    moved.room((changing.length + 1) * width);
    for (int n = 0; n < changing.length; n++) {
      int to = n * width;
      moved.clear(to, to + width);
      goOn(to, automaton.actions(changing[n], letter), true, lines, width);
    }
    if (effect.begins()) {
      int to = changing.length * width;
      for (int i = 0; i < width; i++) {
        moved.copy(to + i, product, i);
      }
      goOn(to, automaton.actions(SetAutomaton.START, letter), false, lines, width);
      for (int i = 0; i < width; i++) {
        product.copy(i, moved, to + i);
      }
    }
    for (int n = 0; n < changing.length; n++) {
      int to = (changing[n] + 1) * width;
      for (int i = 0; i < width; i++) {
        product.copy(to + i, moved, n * width + i);
      }
    }
  }

  /** Ways that take the row go on as those do that begin behind it. */
  private void goOn(int to, int[] actions, boolean passes, int lines, int width) {
    for (int i = 0; i < actions.length; i += 3) {
      boolean goesOn = passes || actions[i + 1] != SetAutomaton.PASSED;
      int line = actions[i] + 1;
      // A state that is new now has no way to the boundary.
      if (goesOn && actions[i] != SetAutomaton.NOWHERE && line < lines) {
        for (int at = 0; at < width; at++) {
          moved.add(to + at, product, line * width + at, actions[i + 1]);
        }
      }
    }
  }
}
