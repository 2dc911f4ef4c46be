package io.sluice.cep.runtime.automaton;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Matches that no row completes: those that an absence at the end makes when the bound of their
 * first row passes, and those that {@code $} makes when the partition ends.
 *
 * <p>A set has many starts and a bound passes for one, the oldest; so a walk looks first which
 * parts of the set lead to it, each once.
 */
final class EndedMatches {
  private final SetAutomaton automaton;
  private final TakenRows rows;
  private final Nodes nodes;
  private final SetLists lists;
  private final FoundSeries series;
  private final SetPaths paths;
  private Leading leading = new Leading(Nodes.NONE);
  private int key;
  private int[] stack = new int[32];

  EndedMatches(
      SetAutomaton automaton, TakenRows rows, Nodes nodes, SetLists lists, FoundSeries series) {
    this.automaton = automaton;
    this.rows = rows;
    this.nodes = nodes;
    this.lists = lists;
    this.series = series;
    var completed = new Completed(series, rows, false);
    this.paths = new SetPaths(nodes, completed);
    completed.listedBy(paths);
  }

  /**
   * The bound of the first row passes, and of all that came at its time: key by key, in the order
   * of the keys' first open starts. Those are over then.
   *
   * @param changed takes the keys
   */
  void pass(long bound, EveryMatch of, IntConsumer changed) {
    int first = rows.first();
    long time = rows.time(first);
    var byKey = new LinkedHashMap<Integer, List<Integer>>();
    for (int row = first;
        row != rows.next() && rows.time(row) == time;
        row = TakenRows.after(row)) {
      if (rows.isStart(row) && lists.has(rows.key(row))) {
        byKey.computeIfAbsent(rows.key(row), _ -> new ArrayList<>()).add(row);
      }
    }
    if (byKey.size() > 1) {
      byKey = inOrder(byKey);
    }
    series.by(bound);
    byKey.forEach(
        (each, starts) -> {
          changed.accept(each);
          for (int row : starts) {
            tell(each, row);
            of.ends(row);
          }
        });
    series.by(Long.MIN_VALUE);
  }

  /** Without starts that lead nowhere, which would tell nothing of a key's turn. */
  private LinkedHashMap<Integer, List<Integer>> inOrder(Map<Integer, List<Integer>> of) {
    var all = new ArrayList<Integer>();
    of.forEach((each, starts) -> starts.removeIf(row -> !isOpen(each, row)));
    of.values().forEach(all::addAll);
    all.sort(Comparator.comparingInt(row -> TakenRows.distance(rows.first(), row)));
    var inOrder = new LinkedHashMap<Integer, List<Integer>>();
    for (int row : all) {
      inOrder.computeIfAbsent(rows.key(row), _ -> new ArrayList<>()).add(row);
    }
    return inOrder;
  }

  /** The partitions end, in the order of their first open starts. */
  void end() {
    var done = new HashSet<Integer>();
    for (int row = rows.first(); row != rows.next(); row = TakenRows.after(row)) {
      int of = rows.key(row);
      if (rows.isStart(row) && !done.contains(of) && lists.has(of) && isOpen(of, row)) {
        done.add(of);
        key = of;
        paths.begin(of, Nodes.NONE);
        each(true, set -> paths.add(set, 0));
        paths.tell();
      }
    }
  }

  private interface Sets {
    void set(int set);
  }

  /** The living sets of the key, the oldest of each list first. */
  private void each(boolean awaiting, Sets to) {
    int[] live = lists.ints(key);
    for (int i = 0, at = lists.first(key); i < lists.count(key); i++) {
      int end = at + SetLists.SETS + live[at + SetLists.LENGTH];
      if (!awaiting || automaton.awaits(live[at])) {
        for (int j = end - 1; j >= at + SetLists.SETS; j--) {
          if (nodes.isAlive(live[j])) {
            to.set(live[j]);
          }
        }
      }
      at = end;
    }
  }

  /** Whether a start leads anywhere yet. */
  private boolean isOpen(int of, int row) {
    begin(of, row);
    boolean[] open = {false};
    each(false, set -> open[0] |= leads(set));
    return open[0];
  }

  private void tell(int of, int row) {
    begin(of, row);
    paths.begin(of, Nodes.NONE);
    paths.only(leading);
    each(
        true,
        set -> {
          if (leads(set)) {
            paths.add(set, 0);
          }
        });
    paths.tell();
  }

  private void begin(int of, int row) {
    if (key != of || leading.start() != row) {
      leading = new Leading(row);
    }
    key = of;
  }

  /** Whether a labelling of the set begins with the start. */
  private boolean leads(int set) {
    int top = 0;
    push(top++, set);
    while (top > 0) {
      int at = stack[top - 1];
      if (leading.isKnown(at)) {
        top--;
        continue;
      }
      int left = nodes.left(at);
      int right = nodes.isUnion(at) && nodes.isAlive(nodes.right(at)) ? nodes.right(at) : left;
      if (!leading.isKnown(left)) {
        push(top++, left);
      } else if (!leading.isKnown(right)) {
        push(top++, right);
      } else {
        leading.known().put(at, leading.leads(left) || leading.leads(right));
        top--;
      }
    }
    return leading.leads(set);
  }

  private void push(int at, int set) {
    if (at == stack.length) {
      stack = Arrays.copyOf(stack, 2 * at);
    }
    stack[at] = set;
  }
}
