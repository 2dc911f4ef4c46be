package io.sluice.cep.runtime.automaton;

import java.util.Arrays;

/** Sets of ways through the automaton: a cell has their number and what is summed over them. */
final class Tallies {
  private final Lane[] lanes;
  private long[] ways = {};

  Tallies(Lane[] lanes) {
    this.lanes = lanes;
  }

  Tallies room(int cells) {
    if (cells > ways.length) {
      ways = Arrays.copyOf(ways, cells);
      for (Lane lane : lanes) {
        lane.room(cells);
      }
    }
    return this;
  }

  long ways(int cell) {
    return ways[cell];
  }

  Lane lane(int number) {
    return lanes[number];
  }

  void clear(int from, int to) {
    Arrays.fill(ways, from, to, 0);
    for (Lane lane : lanes) {
      lane.clear(from, to);
    }
  }

  void clear(int cell) {
    ways[cell] = 0;
    for (Lane lane : lanes) {
      lane.clear(cell, cell + 1);
    }
  }

  /** The one way that takes no row; the cell was clear. */
  void one(int cell) {
    ways[cell] = 1;
    for (Lane lane : lanes) {
      lane.one(cell);
    }
  }

  void copy(int to, Tallies of, int from) {
    ways[to] = of.ways[from];
    for (int i = 0; i < lanes.length; i++) {
      lanes[i].copy(to, of.lanes[i], from);
    }
  }

  /**
   * Ways come to others, and go on with the current row.
   *
   * @param label the row's variable, or {@link SetAutomaton#PASSED} where it is none of theirs
   */
  void add(int to, Tallies of, int from, int label) {
    long more = of.ways[from];
    if (more == 0) {
      return;
    }
    ways[to] = Saturated.plus(ways[to], more);
    for (int i = 0; i < lanes.length; i++) {
      Lane lane = lanes[i];
      boolean weighted = label != SetAutomaton.PASSED && lane.weight.takes(label);
      lane.add(to, of.lanes[i], from, more, weighted);
    }
  }

  /** Ways that go on, each with each of others, come to others. */
  void add(int to, Tallies a, int x, Tallies b, int y) {
    long first = a.ways[x];
    long then = b.ways[y];
    if (first == 0 || then == 0) {
      return;
    }
    ways[to] = Saturated.plus(ways[to], Saturated.times(first, then));
    for (int i = 0; i < lanes.length; i++) {
      lanes[i].add(to, a.lanes[i], x, first, b.lanes[i], y, then);
    }
  }
}
