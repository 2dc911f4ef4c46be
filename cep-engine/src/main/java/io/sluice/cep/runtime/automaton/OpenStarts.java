package io.sluice.cep.runtime.automaton;

import java.util.Arrays;

/**
 * Which starts are open, for patterns that lead each start one way ({@link Chain}): the rows that
 * began them say so. A start that is matched, that a skip takes away or that a row ends is met once
 * more then, so in the mean that costs a start one walk.
 */
final class OpenStarts {
  private final Nodes nodes;
  private final TakenRows rows;
  private int[] stack = new int[32];

  OpenStarts(Nodes nodes, TakenRows rows) {
    this.nodes = nodes;
    this.rows = rows;
  }

  /** Those of a list of sets are over; how many. */
  int end(int[] live, int at) {
    return walk(live, at, false);
  }

  /** Those of a list of sets are open; how many were not known to be. */
  int begin(int[] live, int at) {
    return walk(live, at, true);
  }

  private int walk(int[] live, int at, boolean open) {
    int changed = 0;
    int end = at + SetLists.SETS + live[at + SetLists.LENGTH];
    for (int i = at + SetLists.SETS; i < end && nodes.isAlive(live[i]); i++) {
      changed += walk(live[i], open);
    }
    return changed;
  }

  private int walk(int set, boolean open) {
    int changed = 0;
    int top = 0;
    int at = set;
    while (true) {
      if (at >= 0) {
        if (nodes.isUnion(at) && nodes.isAlive(nodes.right(at))) {
          if (top == stack.length) {
            stack = Arrays.copyOf(stack, 2 * top);
          }
          stack[top++] = nodes.right(at);
        }
        at = nodes.left(at);
        continue;
      }
      int start = at & TakenRows.MASK;
      if (rows.isAlive(start) && rows.isStart(start) != open) {
        changed++;
        if (open) {
          rows.begins(start);
        } else {
          rows.ends(start);
        }
      }
      if (top == 0) {
        return changed;
      }
      at = stack[--top];
    }
  }
}
