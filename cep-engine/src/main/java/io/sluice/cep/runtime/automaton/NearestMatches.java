package io.sluice.cep.runtime.automaton;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * LIMIT n PER ROW: of the matches that a row completes those whose rows are the nearest to it,
 * found from the last row back, and nothing of the rest.
 *
 * <p>A match is a path of outputs. The sets that a path may go on with lie side by side, and every
 * union knows the newest row that stands in it: so the next row of the nearest match is found by
 * opening only unions that may have it. What WITHIN has left behind is dropped unopened.
 */
final class NearestMatches implements Listing, Rest {
  private final Nodes nodes;
  private final int most;
  private final Completed completed;
  private int key;
  private int row;
  private int left;
  private long opened;

  /** By the length of the path: sets that it may go on with. */
  private int[][] sets = new int[8][4];

  private int[] sizes = new int[8];
  private int[] pathRows = new int[8];
  private int[] pathLabels = new int[8];
  private int depth;

  /** Sets that the row completes, with its labels. */
  private int[] found = new int[8];

  private int[] labels = new int[8];
  private int finding;

  /** That of the paths that are searched. */
  private int label;

  /** Whether the present path is a match that found no room in the lot. */
  private boolean waiting;

  NearestMatches(Nodes nodes, int most, Completed completed) {
    this.nodes = nodes;
    this.most = most;
    this.completed = completed;
  }

  /** How many nodes have been looked into so far. */
  long opened() {
    return opened;
  }

  @Override
  public void begin(int of, int last) {
    key = of;
    row = last;
    finding = 0;
    waiting = false;
  }

  @Override
  public void add(int set, int label) {
    if (finding == found.length) {
      found = Arrays.copyOf(found, 2 * finding);
      labels = Arrays.copyOf(labels, 2 * finding);
    }
    found[finding] = set;
    labels[finding++] = label;
  }

  @Override
  public void tell() {
    left = most;
    label = -1;
    depth = 0;
    search();
    completed.tell(key);
  }

  /** All paths, label by label. */
  private void search() {
    while (!waiting && left > 0) {
      if (depth > 0) {
        goOnWithPath();
        continue;
      }
      label = least(label);
      if (label == Integer.MAX_VALUE) {
        left = 0;
        return;
      }
      depth = 0;
      step(row, label);
      for (int i = 0; i < finding; i++) {
        if (labels[i] == label) {
          goesOnWith(found[i]);
        }
      }
      ends();
    }
  }

  /** The least label above {@code label}. */
  private int least(int label) {
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < finding; i++) {
      least = labels[i] > label ? Math.min(least, labels[i]) : least;
    }
    return least;
  }

  private void step(int to, int label) {
    if (depth == sets.length) {
      sets = Arrays.copyOf(sets, 2 * depth);
      for (int i = depth; i < sets.length; i++) {
        sets[i] = new int[4];
      }
      sizes = Arrays.copyOf(sizes, 2 * depth);
      pathRows = Arrays.copyOf(pathRows, 2 * depth);
      pathLabels = Arrays.copyOf(pathLabels, 2 * depth);
    }
    pathRows[depth] = to;
    pathLabels[depth] = label;
    sizes[depth++] = 0;
  }

  private void goesOnWith(int set) {
    if (!nodes.isAlive(set)) {
      return;
    }
    int at = depth - 1;
    if (sizes[at] == sets[at].length) {
      sets[at] = Arrays.copyOf(sets[at], 2 * sizes[at]);
    }
    sets[at][sizes[at]++] = set;
  }

  /** The next one of the paths that begin with the present one, the nearest first. */
  private void goOnWithPath() {
    int of = depth - 1;
    int next = newest(of);
    if (next < 0) {
      depth--;
      return;
    }
    int least = openTo(of, next);
    if (least < Integer.MAX_VALUE) {
      step(next, least);
      takeOutputs(of, next, least);
      ends();
    }
  }

  /** A path that has come to its first row is a match. */
  private void ends() {
    int at = depth - 1;
    boolean ends = false;
    for (int i = 0; i < sizes[at]; ) {
      if (sets[at][i] < 0) {
        ends = true;
        sets[at][i] = sets[at][--sizes[at]];
      } else {
        i++;
      }
    }
    if (ends && completed.isFull(depth)) {
      waiting = true;
      completed.lot(key);
      if (completed.isStopped()) {
        return;
      }
      waiting = false;
    }
    if (ends) {
      add();
    }
  }

  private void add() {
    completed.add(pathRows, pathLabels, depth);
    left--;
  }

  // ---- later ----

  @Override
  public @Nullable Rest rest(Nodes of, Completed to) {
    if (isOver()) {
      return null;
    }
    var rest = new NearestMatches(of, most, to);
    rest.key = key;
    rest.row = row;
    rest.left = left;
    rest.sets = new int[sets.length][];
    for (int i = 0; i < sets.length; i++) {
      rest.sets[i] = sets[i].clone();
    }
    rest.sizes = sizes.clone();
    rest.pathRows = pathRows.clone();
    rest.pathLabels = pathLabels.clone();
    rest.depth = depth;
    rest.found = found.clone();
    rest.labels = labels.clone();
    rest.finding = finding;
    rest.label = label;
    rest.waiting = waiting;
    return rest;
  }

  @Override
  public boolean isOver() {
    return !waiting && left == 0;
  }

  @Override
  public void goOn() {
    if (waiting) {
      waiting = false;
      add();
    }
    search();
    if (isOver()) {
      completed.tell(key);
    }
  }

  /** The newest row that may be next, or -1. */
  private int newest(int of) {
    int newest = -1;
    for (int i = 0; i < sizes[of]; i++) {
      int its = nodes.newestRow(sets[of][i]);
      newest = newest < 0 || TakenRows.isNewer(its, newest) ? its : newest;
    }
    return newest;
  }

  /** Opens the unions that may have the row; the least label that it has, or MAX_VALUE. */
  private int openTo(int of, int next) {
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < sizes[of]; ) {
      int set = sets[of][i];
      if (nodes.newestRow(set) != next) {
        i++;
      } else if (nodes.isUnion(set)) {
        opened++;
        sets[of][i] = nodes.left(set);
        goesOnWith(nodes.right(set));
      } else {
        least = Math.min(least, nodes.label(set));
        i++;
      }
    }
    return least;
  }

  /** The path goes on with what lies below the outputs of that row and label. */
  private void takeOutputs(int of, int next, int label) {
    for (int i = 0; i < sizes[of]; ) {
      int set = sets[of][i];
      if (nodes.newestRow(set) == next && nodes.label(set) == label) {
        opened++;
        goesOnWith(nodes.left(set));
        sets[of][i] = sets[of][--sizes[of]];
      } else {
        i++;
      }
    }
  }
}
