package io.sluice.cep.runtime.automaton;

import java.util.Arrays;

/** The lists of sets that a row makes for its key, as {@link SetLists} then keeps them. */
final class MadeLists {
  private final Nodes nodes;
  private int states;
  private int[] state = new int[8];
  private int[] length = new int[8];
  private int[] merged = new int[8];
  private int[][] list = new int[8][4];

  MadeLists(Nodes nodes) {
    this.nodes = nodes;
  }

  void clear() {
    states = 0;
  }

  int count() {
    return states;
  }

  /** How many ints they are. */
  int ints() {
    int ints = SetLists.SETS * states;
    for (int i = 0; i < states; i++) {
      ints += length[i];
    }
    return ints;
  }

  /** The list at {@code at} goes to {@code target} as it is, or as one set where there is one. */
  void stay(int target, int[] live, int at) {
    int there = find(target);
    if (there >= 0) {
      insertAt(there, merge(live, at));
      return;
    }
    int made = add(target);
    int size = live[at + SetLists.LENGTH];
    if (list[made].length < size) {
      list[made] = new int[2 * size];
    }
    System.arraycopy(live, at + SetLists.SETS, list[made], 0, size);
    length[made] = size;
    merged[made] = live[at + SetLists.UNION];
  }

  void insert(int target, int set) {
    int there = find(target);
    insertAt(there < 0 ? add(target) : there, set);
  }

  /** The union of a list, made once. */
  int merge(int[] live, int at) {
    int known = live[at + SetLists.UNION];
    if (known != Nodes.NONE) {
      return known;
    }
    int last = at + SetLists.UNION + live[at + SetLists.LENGTH];
    while (!nodes.isAlive(live[last])) {
      last--;
    }
    int set = live[last];
    for (int i = last - 1; i >= at + SetLists.SETS; i--) {
      set = nodes.union(live[i], set);
    }
    live[at + SetLists.UNION] = set;
    return set;
  }

  private int find(int target) {
    for (int i = 0; i < states; i++) {
      if (state[i] == target) {
        return i;
      }
    }
    return -1;
  }

  private int add(int target) {
    if (states == state.length) {
      int grown = 2 * states;
      state = Arrays.copyOf(state, grown);
      length = Arrays.copyOf(length, grown);
      merged = Arrays.copyOf(merged, grown);
      list = Arrays.copyOf(list, grown);
      for (int i = states; i < grown; i++) {
        list[i] = new int[4];
      }
    }
    state[states] = target;
    length[states] = 0;
    merged[states] = Nodes.NONE;
    return states++;
  }

  private void insertAt(int index, int set) {
    merged[index] = Nodes.NONE;
    int size = length[index];
    int[] sets = list[index];
    int start = nodes.newestStart(set);
    int at = 0;
    while (at < size && TakenRows.isNewer(nodes.newestStart(sets[at]), start)) {
      at++;
    }
    if (at < size && nodes.newestStart(sets[at]) == start) {
      sets[at] = nodes.join(sets[at], set);
      return;
    }
    if (size == sets.length) {
      sets = Arrays.copyOf(sets, 2 * size);
      list[index] = sets;
    }
    System.arraycopy(sets, at, sets, at + 1, size - at);
    sets[at] = set;
    length[index] = size + 1;
  }

  /** The newest state first; they are no more here then. */
  void write(int[] to, int from) {
    int at = from;
    for (int n = 0; n < states; n++) {
      int best = -1;
      for (int i = 0; i < states; i++) {
        if (length[i] > 0
            && (best < 0
                || TakenRows.isNewer(
                    nodes.newestStart(list[i][0]), nodes.newestStart(list[best][0])))) {
          best = i;
        }
      }
      to[at] = state[best];
      to[at + SetLists.LENGTH] = length[best];
      to[at + SetLists.UNION] = merged[best];
      System.arraycopy(list[best], 0, to, at + SetLists.SETS, length[best]);
      at += SetLists.SETS + length[best];
      length[best] = 0;
    }
  }
}
