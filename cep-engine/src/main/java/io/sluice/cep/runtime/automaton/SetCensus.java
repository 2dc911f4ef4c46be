package io.sluice.cep.runtime.automaton;

import io.sluice.cep.runtime.census.Census;
import io.sluice.cep.runtime.place.Place;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts the partial matches of a key that stand in sets. Sets share their nodes, so each node is
 * looked into once for each state, however many labellings go through it.
 */
final class SetCensus {
  private final Nodes nodes;
  private final TakenRows rows;
  private final Census to;

  /** No older start is within the bound. */
  private final int low;

  private final Map<Integer, Below> standing = new TreeMap<>();
  private final Map<Integer, Below> waiting = new TreeMap<>();
  private final Below all = new Below();

  SetCensus(Nodes nodes, TakenRows rows, Census to) {
    this.nodes = nodes;
    this.rows = rows;
    this.to = to;
    int first = rows.first();
    while (first != rows.next() && !to.lives(rows.time(first))) {
      first = TakenRows.after(first);
    }
    this.low = first;
  }

  boolean isAlive(int set) {
    return nodes.isAlive(set) && isOpen(nodes.newestStart(set));
  }

  /** Whether a row that is here is within the bound. */
  boolean isOpen(int row) {
    return row == low ? low != rows.next() : TakenRows.isNewer(row, low);
  }

  /** Labellings whose threads stand at {@code places}. */
  void add(int set, List<Place> places) {
    var todo = new ArrayDeque<Integer>();
    todo.push(set);
    while (!todo.isEmpty() && to.spend()) {
      int node = todo.pop();
      if (!isAlive(node)) {
        continue;
      }
      if (nodes.isUnion(node)) {
        todo.push(nodes.right(node));
        todo.push(nodes.left(node));
        continue;
      }
      all.add(node);
      var at = new BitSet();
      var waits = new BitSet();
      for (Place place : places) {
        at.set(to.at(place, nodes.label(node)));
        waits.or(to.waiting(place));
      }
      at.stream().forEach(state -> below(standing, state).add(node));
      waits.stream().forEach(state -> below(waiting, state).add(node));
    }
  }

  private Below below(Map<Integer, Below> groups, int state) {
    return groups.computeIfAbsent(state, _ -> new Below());
  }

  /** That was all of the key. */
  void tell() {
    if (!all.starts.isEmpty()) {
      to.attempts(all.starts.size(), all.oldest());
    }
    standing.forEach(
        (state, below) -> {
          to.at(state, below.starts.size());
          to.partial(state, below.ways);
        });
    waiting.forEach((state, below) -> to.waits(state, below.starts.size()));
    standing.clear();
    waiting.clear();
    all.clear();
  }

  /** What is below some sets that have no labelling in common. */
  private final class Below {
    private final Map<Integer, Long> known = new HashMap<>();
    private final Set<Integer> starts = new HashSet<>();
    private long ways;

    void add(int set) {
      ways = Saturated.plus(ways, ways(set));
    }

    void clear() {
      known.clear();
      starts.clear();
      ways = 0;
    }

    long oldest() {
      long oldest = Long.MAX_VALUE;
      for (int start : starts) {
        oldest = Math.min(oldest, rows.time(start));
      }
      return oldest;
    }

    /** Lists are as long as a match may be, so this goes no deeper by itself. */
    private long ways(int set) {
      var todo = new ArrayDeque<Integer>();
      todo.push(set);
      while (!todo.isEmpty()) {
        int node = todo.peek();
        if (known.containsKey(node)) {
          todo.pop();
        } else if (!isAlive(node)) {
          known.put(node, 0L);
        } else if (node < 0) {
          starts.add(node & TakenRows.MASK);
          known.put(node, 1L);
        } else {
          Long left = known.get(nodes.left(node));
          Long right = nodes.isUnion(node) ? known.get(nodes.right(node)) : (Long) 0L;
          if (left != null && right != null) {
            known.put(node, Saturated.plus(left, right));
          } else if (!to.spend()) {
            return 0;
          }
          if (left == null) {
            todo.push(nodes.left(node));
          }
          if (right == null) {
            todo.push(nodes.right(node));
          }
        }
      }
      return known.getOrDefault(set, 0L);
    }
  }
}
