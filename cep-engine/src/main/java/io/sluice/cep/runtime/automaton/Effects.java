package io.sluice.cep.runtime.automaton;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which states the letters matter to, so that the others need not be asked at each row. */
final class Effects {
  /**
   * What rows of one letter do.
   *
   * @param known how many states had been reached when this was found out
   * @param begins whether a way goes on from a row that begins it
   * @param finds whether a row may be a match by itself
   * @param changing states whose ways do not just stay
   * @param completing states whose ways a row may complete
   */
  record Effect(int known, boolean begins, boolean finds, int[] changing, int[] completing) {}

  private final SetAutomaton automaton;

  /** States that ways have come to; the others are not worked out before they do. */
  private int[] reached = new int[8];

  private int count;
  private boolean[] isReached = new boolean[8];
  private @Nullable Effect[] effects = new Effect[16];

  Effects(SetAutomaton automaton) {
    this.automaton = automaton;
  }

  /** A way comes to a state. */
  void reach(int state) {
    if (state >= isReached.length) {
      isReached = Arrays.copyOf(isReached, Math.max(2 * isReached.length, state + 1));
    }
    if (!isReached[state]) {
      isReached[state] = true;
      if (count == reached.length) {
        reached = Arrays.copyOf(reached, 2 * count);
      }
      reached[count++] = state;
    }
  }

  Effect of(int letter) {
    Effect known = letter < effects.length ? effects[letter] : null;
    return known != null && known.known == count ? known : find(letter);
  }

  private Effect find(int letter) {
    if (letter >= effects.length) {
      effects = Arrays.copyOf(effects, Math.max(2 * effects.length, letter + 1));
    }
    int[] changing = new int[count];
    int[] completing = new int[count];
    int changes = 0;
    int completes = 0;
    for (int i = 0; i < count; i++) {
      int state = reached[i];
      int[] actions = automaton.actions(state, letter);
      if (!staysAt(state, actions)) {
        changing[changes++] = state;
      }
      if (finds(actions)) {
        completing[completes++] = state;
      }
    }
    int[] start = automaton.actions(SetAutomaton.START, letter);
    var found =
        new Effect(
            count,
            begins(start),
            finds(start),
            Arrays.copyOf(changing, changes),
            Arrays.copyOf(completing, completes));
    effects[letter] = found;
    return found;
  }

  private static boolean begins(int[] actions) {
    for (int i = 0; i < actions.length; i += 3) {
      if (actions[i] != SetAutomaton.NOWHERE && actions[i + 1] != SetAutomaton.PASSED) {
        return true;
      }
    }
    return false;
  }

  private static boolean finds(int[] actions) {
    for (int i = 2; i < actions.length; i += 3) {
      if (actions[i] != 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean staysAt(int state, int[] actions) {
    boolean stays = actions == SetAutomaton.SAME;
    for (int i = 0; i < actions.length; i += 3) {
      boolean passes = actions[i + 1] == SetAutomaton.PASSED && actions[i] == state;
      if (actions[i] != SetAutomaton.NOWHERE && !passes) {
        return false;
      }
      stays |= passes;
    }
    return stays;
  }
}
