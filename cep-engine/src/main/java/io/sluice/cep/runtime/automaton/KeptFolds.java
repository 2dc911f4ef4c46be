package io.sluice.cep.runtime.automaton;

import io.sluice.cep.program.expr.Fold;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What aggregates are up to labels, by the last of them. What is not found here is added up again,
 * so places may be taken by others.
 */
final class KeptFolds {
  private static final int MOST = 1 << 16;

  private int[] of = new int[64];
  private @Nullable Fold<?>[] folds = new Fold<?>[64];
  private @Nullable Object[] states = new Object[64];
  private int taken;

  KeptFolds() {
    Arrays.fill(of, Nodes.NONE);
  }

  /** An own copy, or null. */
  @SuppressWarnings("unchecked") // what was kept for a fold is of its own type
  <S> @Nullable S get(Fold<S> fold, int labels) {
    int at = place(fold, labels);
    Object state = states[at];
    return labels >= 0 && of[at] == labels && folds[at] == fold && state != null
        ? fold.copy((S) state)
        : null;
  }

  <S> void keep(Fold<S> fold, int labels, S state) {
    S copy = labels < 0 ? null : fold.copy(state);
    if (copy == null) {
      return;
    }
    if (++taken > 2 * of.length && of.length < MOST) {
      grow(4 * of.length);
    }
    int at = place(fold, labels);
    of[at] = labels;
    folds[at] = fold;
    states[at] = copy;
  }

  private void grow(int room) {
    of = new int[room];
    Arrays.fill(of, Nodes.NONE);
    folds = new Fold<?>[room];
    states = new Object[room];
    taken = 0;
  }

  private int place(Fold<?> fold, int labels) {
    int mixed = (labels + 31 * System.identityHashCode(fold)) * 0x9E3779B9;
    return (mixed ^ mixed >>> 15) & of.length - 1;
  }
}
