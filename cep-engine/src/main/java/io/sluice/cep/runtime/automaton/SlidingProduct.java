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
  private final Weights weights;
  private final TakenRows rows;

  // ---- what is made for one row ----

  private final Tallies moved;
  private int[][] movedBy = new int[8][];
  private final Tallies one;
  private final Tallies product;

  SlidingProduct(SetAutomaton automaton, Weights weights, TakenRows rows) {
    this.automaton = automaton;
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
    int place = state + 1;
    if (place >= key.width) {
      return false;
    }
    one.clear(0, 1);
    waysAt(key, place, one, 0);
    return one.ways(0) != 0;
  }

  /**
   * Adds the ways that a row completes to cell {@code to}.
   *
   * @param key null where no way has begun
   */
  void complete(@Nullable CountedKey key, int letter, Tallies sum, int to) {
    completeFrom(automaton.actions(SetAutomaton.START, letter), one, 1, sum, to);
    for (int place = 1; key != null && place < key.width; place++) {
      if (key.isSomewhere(place)) {
        int[] actions = automaton.actions(place - 1, letter);
        if (completes(actions)) {
          one.clear(0, 1);
          waysAt(key, place, one, 0);
          completeFrom(actions, one, 0, sum, to);
        }
      }
    }
  }

  private static boolean completes(int[] actions) {
    for (int i = 2; i < actions.length; i += 3) {
      if (actions[i] != 0) {
        return true;
      }
    }
    return false;
  }

  private static void completeFrom(int[] actions, Tallies of, int from, Tallies sum, int to) {
    for (int i = 0; i < actions.length; i += 3) {
      if (actions[i + 2] != 0) {
        sum.add(to, of, from, actions[i + 1]);
      }
    }
  }

  /** Whether a row changes where ways stand, those left aside that it begins. */
  boolean changes(CountedKey key, int letter) {
    for (int place = 1; place < key.width; place++) {
      if (key.isSomewhere(place) && !staysAt(place - 1, automaton.actions(place - 1, letter))) {
        return true;
      }
    }
    return false;
  }

  private static boolean staysAt(int state, int[] actions) {
    boolean stays = actions == SetAutomaton.SAME;
    for (int i = 0; i < actions.length; i += 3) {
      if (actions[i + 1] == SetAutomaton.PASSED) {
        stays |= actions[i] == state;
      }
      if (actions[i] != SetAutomaton.NOWHERE
          && (actions[i + 1] != SetAutomaton.PASSED || actions[i] != state)) {
        return false;
      }
    }
    return stays;
  }

  // ---- rows come ----

  /** The newest row, whose weights are set. */
  void add(CountedKey key, int row, int letter) {
    key.add(row, letter);
    for (int place = 1; place < key.width; place++) {
      if (key.isSomewhere(place)) {
        // Working it out may make new states, and those need their places.
        automaton.actions(place - 1, letter);
      }
    }
    int[] begin = automaton.actions(SetAutomaton.START, letter);
    key.widen(automaton.states() + 1);
    for (int i = 0; i < key.states.length; i++) {
      move(key.throughBack, i * key.width, key.width, letter);
    }
    for (int i = 0; i < begin.length; i += 3) {
      if (begin[i] != SetAutomaton.NOWHERE && begin[i + 1] != SetAutomaton.PASSED) {
        key.throughBack.add(begin[i] + 1, key.throughBack, BEFORE, begin[i + 1]);
      }
    }
  }

  /** A line of ways, from {@code line} on, goes where the row leads. */
  private void move(Tallies ways, int line, int width, int letter) {
    int count = 0;
    for (int place = 1; place < width; place++) {
      if (ways.ways(line + place) != 0) {
        int[] actions = automaton.actions(place - 1, letter);
        if (!staysAt(place - 1, actions)) {
          if (count == movedBy.length) {
            movedBy = Arrays.copyOf(movedBy, 2 * count);
          }
          moved.room(count + 1).copy(count, ways, line + place);
          ways.clear(line + place, line + place + 1);
          movedBy[count++] = actions;
        }
      }
    }
    for (int n = 0; n < count; n++) {
      int[] actions = movedBy[n];
      for (int i = 0; i < actions.length; i += 3) {
        if (actions[i] != SetAutomaton.NOWHERE) {
          ways.add(line + actions[i] + 1, moved, n, actions[i + 1]);
        }
      }
    }
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
    int lines = Math.min(key.width, automaton.states() + 1);
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
    int count = 0;
    for (int place = BEFORE; place < lines; place++) {
      boolean begun = place != BEFORE;
      int state = begun ? place - 1 : SetAutomaton.START;
      int[] actions = automaton.actions(state, letter);
      if (begun ? staysAt(state, actions) : actions.length == 0) {
        continue;
      }
      if (count == movedBy.length) {
        movedBy = Arrays.copyOf(movedBy, 2 * count);
      }
      movedBy[count] = new int[] {place};
      moved.room((count + 1) * width);
      moved.clear(count * width, (count + 1) * width);
      for (int at = 0; at < width; at++) {
        int to = count * width + at;
        if (!begun) {
          moved.copy(to, product, at);
        }
        for (int i = 0; i < actions.length; i += 3) {
          int target = actions[i] + 1;
          boolean goesOn = actions[i] != SetAutomaton.NOWHERE && target < lines;
          if (goesOn && (begun || actions[i + 1] != SetAutomaton.PASSED)) {
            moved.add(to, product, target * width + at, actions[i + 1]);
          }
        }
      }
      count++;
    }
    for (int n = 0; n < count; n++) {
      int place = movedBy[n][0];
      for (int at = 0; at < width; at++) {
        product.copy(place * width + at, moved, n * width + at);
      }
    }
  }
}
