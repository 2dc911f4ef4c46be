package io.sluice.cep.runtime.automaton;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Of the matches that a row completes the one whose first row is the oldest, for patterns that lead
 * each start one way ({@link Chain}): in their sets what began earlier stands to the right.
 */
final class OldestMatch implements Listing {
  private final Nodes nodes;
  private final Completed completed;
  private int key;
  private int row;
  private boolean found;
  private int[] pathRows = new int[16];
  private int[] pathLabels = new int[16];

  OldestMatch(Nodes nodes, Completed completed) {
    this.nodes = nodes;
    this.completed = completed;
  }

  @Override
  public void begin(int of, int last) {
    key = of;
    row = last;
    found = false;
  }

  /** The oldest sets come first. */
  @Override
  public void add(int set, int label) {
    if (found) {
      return;
    }
    found = true;
    pathRows[0] = row;
    pathLabels[0] = label;
    int depth = 1;
    for (int at = set; at >= 0; ) {
      if (nodes.isUnion(at)) {
        int older = nodes.right(at);
        at = nodes.isAlive(older) ? older : nodes.left(at);
        continue;
      }
      if (depth == pathRows.length) {
        pathRows = Arrays.copyOf(pathRows, 2 * depth);
        pathLabels = Arrays.copyOf(pathLabels, 2 * depth);
      }
      pathRows[depth] = nodes.right(at);
      pathLabels[depth++] = nodes.label(at);
      at = nodes.left(at);
    }
    completed.add(pathRows, pathLabels, depth);
  }

  @Override
  public void tell() {
    completed.tell(key);
  }

  @Override
  public @Nullable Rest rest(Nodes of, Completed to) {
    return null;
  }
}
