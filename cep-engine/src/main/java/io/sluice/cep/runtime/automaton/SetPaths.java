package io.sluice.cep.runtime.automaton;

import java.util.Arrays;

/** Walks through a set of labellings that a row completes. */
final class SetPaths {
  private final Nodes nodes;
  private final Completed completed;
  private int[] rows = new int[16];
  private int[] labels = new int[16];
  private int[] stack = new int[32];

  SetPaths(Nodes nodes, Completed completed) {
    this.nodes = nodes;
    this.completed = completed;
  }

  /** Each labelling of {@code set}, with {@code row} as its last one. */
  void complete(int key, int set, int row, int label) {
    if (completed.isStopped()) {
      return;
    }
    rows[0] = row;
    labels[0] = label;
    int top = 0;
    int at = set;
    int depth = 1;
    while (true) {
      if (at < 0) {
        completed.add(key, rows, labels, depth);
        if (top == 0 || completed.isStopped()) {
          return;
        }
        depth = stack[--top];
        at = stack[--top];
      } else if (nodes.isUnion(at)) {
        if (top + 2 > stack.length) {
          stack = Arrays.copyOf(stack, 2 * stack.length);
        }
        stack[top++] = nodes.left(at);
        stack[top++] = depth;
        at = nodes.right(at);
      } else {
        if (depth == rows.length) {
          rows = Arrays.copyOf(rows, 2 * depth);
          labels = Arrays.copyOf(labels, 2 * depth);
        }
        rows[depth] = nodes.right(at);
        labels[depth++] = nodes.label(at);
        at = nodes.left(at);
      }
    }
  }
}
