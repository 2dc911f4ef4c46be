package io.sluice.cep.runtime.automaton;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the sets that a row completes and lists every labelling, with a delay of no more
 * than its length. It may stop at a full lot and go on later.
 */
final class SetPaths implements Listing, Rest {
  /** In place of a set: the path has come to its first row. */
  private static final int ENDS = -1;

  private final Nodes nodes;
  private final Completed completed;
  private int key;
  private int row;

  /** What the row completes, with its labels. */
  private int[] sets = new int[8];

  private int[] labels = new int[8];
  private int count;
  private int next;

  /** Null where all labellings are wanted. */
  private @Nullable Leading only;

  private int[] pathRows = new int[16];
  private int[] pathLabels = new int[16];

  /** Sets to turn to, each with the length of the path that leads there. */
  private int[] stack = new int[32];

  /** Of the path that found no room in the lot; 0 where there is none. */
  private int waiting;

  private int top;

  SetPaths(Nodes nodes, Completed completed) {
    this.nodes = nodes;
    this.completed = completed;
  }

  /**
   * @param last NONE where labellings are complete without it
   */
  @Override
  public void begin(int of, int last) {
    key = of;
    row = last;
    only = null;
    count = 0;
    next = 0;
    waiting = 0;
  }

  /** Labellings with that first row. */
  void only(Leading leading) {
    only = leading;
  }

  /** As {@link #add}, where the row has just been taken. */
  void complete(int of, int set, int last, int label) {
    key = of;
    row = last;
    add(set, label);
  }

  @Override
  public void add(int set, int label) {
    if (count == sets.length) {
      sets = Arrays.copyOf(sets, 2 * count);
      labels = Arrays.copyOf(labels, 2 * count);
    }
    sets[count] = set;
    labels[count++] = label;
  }

  @Override
  public void tell() {
    walk();
    completed.tell(key);
    count = 0;
  }

  private void walk() {
    while (next < count) {
      pathRows[0] = row;
      pathLabels[0] = labels[next];
      if (!walk(sets[next++], row == Nodes.NONE ? 0 : 1, 0)) {
        return;
      }
    }
  }

  /**
   * The older ones first.
   *
   * @return false where nobody reads on
   */
  private boolean walk(int from, int length, int turns) {
    int at = from;
    int depth = length;
    int left = turns;
    int changed = 0;
    while (true) {
      while (at >= 0) {
        int label = nodes.label(at);
        if (label >= 0) {
          if (depth == pathRows.length) {
            pathRows = Arrays.copyOf(pathRows, 2 * depth);
            pathLabels = Arrays.copyOf(pathLabels, 2 * depth);
          }
          pathRows[depth] = nodes.right(at);
          pathLabels[depth++] = label;
          at = nodes.left(at);
          continue;
        }
        int older = nodes.right(at);
        int newer = nodes.left(at);
        if (!nodes.isAlive(older) || only != null && !only.leads(older)) {
          at = newer;
          continue;
        }
        if (only == null || only.leads(newer)) {
          if (left + 2 > stack.length) {
            stack = Arrays.copyOf(stack, 2 * stack.length);
          }
          stack[left++] = newer;
          stack[left++] = depth;
        }
        at = older;
      }
      if (completed.isFull(depth)) {
        waiting = depth;
        top = left;
        completed.lot(key);
        if (completed.isStopped()) {
          return false;
        }
        waiting = 0;
      }
      completed.add(pathRows, pathLabels, depth, changed);
      if (left == 0) {
        return true;
      }
      depth = stack[--left];
      changed = depth;
      at = stack[--left];
    }
  }

  // ---- later ----

  @Override
  public @Nullable Rest rest(Nodes of, Completed to) {
    if (isOver()) {
      return null;
    }
    var rest = new SetPaths(of, to);
    rest.begin(key, row);
    rest.only = only;
    rest.sets = Arrays.copyOfRange(sets, next, Math.max(count, next + 1));
    rest.labels = Arrays.copyOfRange(labels, next, Math.max(count, next + 1));
    rest.count = count - next;
    rest.pathRows = pathRows.clone();
    rest.pathLabels = pathLabels.clone();
    rest.stack = stack.clone();
    rest.waiting = waiting;
    rest.top = top;
    return rest;
  }

  @Override
  public boolean isOver() {
    return waiting == 0 && next == count;
  }

  @Override
  public void goOn() {
    int length = waiting;
    waiting = 0;
    if (length == 0 || walk(ENDS, length, top)) {
      walk();
    }
    if (isOver()) {
      completed.tell(key);
    }
  }
}
