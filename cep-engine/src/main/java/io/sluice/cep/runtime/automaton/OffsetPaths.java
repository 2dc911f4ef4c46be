package io.sluice.cep.runtime.automaton;

import java.util.Arrays;

/**
 * Labels of starts that take rows together. What they take stands in a chain once; a start knows
 * its own labels and where in the chain it came in. When it goes its own way, its labels are a
 * <em>piece</em> of the chain behind them: two outputs in place of the rows.
 */
final class OffsetPaths {
  /** In place of a variable: the output's row is the end of the piece, below it its beginning. */
  private static final int PIECE = Integer.MAX_VALUE;

  private final Nodes nodes;
  private int[] rows = new int[16];
  private int[] labels = new int[16];

  OffsetPaths(Nodes nodes) {
    this.nodes = nodes;
  }

  /** A chain with one more row. */
  int chain(int head, int row, int label) {
    return nodes.output(head == Nodes.NONE ? Nodes.bottom(row) : head, row, label);
  }

  /**
   * @param head the end of the chain
   * @param entry its end when {@code set} was all labels
   */
  int of(int set, int head, int entry) {
    return head == entry ? set : nodes.output(nodes.output(set, entry, PIECE), head, PIECE);
  }

  /** As {@link #of}, as outputs alone; those that {@code set} has already stay. */
  int plain(int set, int head, int entry) {
    int made = plain(set);
    int count = 0;
    for (int in = head; in != entry && in >= 0; in = nodes.left(in)) {
      count = keep(in, count);
    }
    return write(made, count);
  }

  /** The same labels as outputs alone. */
  int plain(int set) {
    int count = 0;
    boolean pieces = false;
    int at = set;
    while (at >= 0) {
      if (nodes.label(at) == PIECE) {
        pieces = true;
        int begin = nodes.left(at);
        int entry = nodes.right(begin);
        for (int in = nodes.right(at); in != entry && in >= 0; in = nodes.left(in)) {
          count = keep(in, count);
        }
        at = nodes.left(begin);
      } else {
        count = keep(at, count);
        at = nodes.left(at);
      }
    }
    if (!pieces) {
      return set;
    }
    return write(at, count);
  }

  private int write(int set, int count) {
    int made = set;
    for (int i = count - 1; i >= 0; i--) {
      made = nodes.output(made, rows[i], labels[i]);
    }
    return made;
  }

  private int keep(int node, int count) {
    if (count == rows.length) {
      rows = Arrays.copyOf(rows, 2 * count);
      labels = Arrays.copyOf(labels, 2 * count);
    }
    rows[count] = nodes.right(node);
    labels[count] = nodes.label(node);
    return count + 1;
  }

  /** The variable of the last row. */
  int lastLabel(int set, int head, int entry) {
    if (head != entry) {
      return nodes.label(head);
    }
    return nodes.label(set) == PIECE ? nodes.label(nodes.right(set)) : nodes.label(set);
  }
}
