package io.sluice.cep.runtime.automaton;

import java.util.Arrays;

/** Walks through sets and lists every labelling, with a delay of no more than its length. */
final class AllMatches implements Listing {
  private final Nodes nodes;
  private final Completed completed;
  private int key;
  private int row;
  private int[] pathRows = new int[16];
  private int[] pathLabels = new int[16];
  private int[] stack = new int[32];

  AllMatches(Nodes nodes, Completed completed) {
    this.nodes = nodes;
    this.completed = completed;
  }

  @Override
  public void begin(int of, int last) {
    key = of;
    row = last;
  }

  @Override
  public void tell() {
    completed.tell(key);
  }

  /** The older ones first. */
  @Override
  public void add(int set, int label) {
    if (completed.isStopped()) {
      return;
    }
    pathRows[0] = row;
    pathLabels[0] = label;
    int top = 0;
    int at = set;
    int depth = 1;
    int changed = 0;
    while (true) {
      while (at >= 0) {
        int its = nodes.label(at);
        if (its >= 0) {
          if (depth == pathRows.length) {
            pathRows = Arrays.copyOf(pathRows, 2 * depth);
            pathLabels = Arrays.copyOf(pathLabels, 2 * depth);
          }
          pathRows[depth] = nodes.right(at);
          pathLabels[depth++] = its;
          at = nodes.left(at);
          continue;
        }
        int older = nodes.right(at);
        int left = nodes.left(at);
        if (nodes.isAlive(older)) {
          if (top + 2 > stack.length) {
            stack = Arrays.copyOf(stack, 2 * stack.length);
          }
          stack[top++] = left;
          stack[top++] = depth;
          at = older;
        } else {
          at = left;
        }
      }
      completed.add(key, pathRows, pathLabels, depth, changed);
      if (top == 0 || completed.isStopped()) {
        return;
      }
      depth = stack[--top];
      changed = depth;
      at = stack[--top];
    }
  }
}
