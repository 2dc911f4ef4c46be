package io.sluice.cep.runtime.automaton;

import io.sluice.cep.runtime.place.Place;
import java.util.List;

/**
 * The sets of partial matches of all keys. A key has a list of sets for each state, the newest
 * first, with strictly decreasing newest starts, the first one no union. The lists of a key are one
 * block: how many states, then for each its number, the length of its list, the union of the list
 * where it has been made, and the list. States stand in the order of their newest starts, so what
 * is dead is at the end.
 */
final class SetLists implements Compaction.Owner {
  /** Where the length of a list stands, its union, and its first set. */
  static final int LENGTH = 1;

  static final int UNION = 2;
  static final int SETS = 3;

  /** Ints before the first list of a key. */
  private static final int HEAD = 1;

  private final SetAutomaton automaton;
  private final Nodes nodes;
  private final KeyBlocks blocks = new KeyBlocks();

  SetLists(SetAutomaton automaton, Nodes nodes) {
    this.automaton = automaton;
    this.nodes = nodes;
  }

  boolean has(int key) {
    return blocks.has(key);
  }

  /** The array in which the lists of a key stand, with their automaton's states by number. */
  int[] ints(int key) {
    return blocks.ints(key);
  }

  /** Where the first list begins. */
  int first(int key) {
    return blocks.at(key) + HEAD;
  }

  /** How many lists a key has. */
  int count(int key) {
    return blocks.ints(key)[blocks.at(key)];
  }

  /** The newest one that is still followed; the first list has it. */
  int newestStart(int key) {
    return nodes.newestStart(ints(key)[first(key) + SETS]);
  }

  /** Whether a row of this letter changes nothing. */
  boolean leavesAsItIs(int key, int letter) {
    if (!has(key)) {
      return true;
    }
    int[] live = ints(key);
    for (int i = 0, at = first(key); i < count(key); i++, at += SETS + live[at + LENGTH]) {
      if (automaton.actions(live[at], letter) != SetAutomaton.SAME) {
        return false;
      }
    }
    return true;
  }

  /** Variables that a row of this letter is asked for. */
  long asked(int key, int letter) {
    long asked = 0;
    if (key >= 0 && has(key)) {
      int[] live = ints(key);
      for (int i = 0, at = first(key); i < count(key); i++, at += SETS + live[at + LENGTH]) {
        if (nodes.isAlive(live[at + SETS])) {
          asked |= automaton.asked(live[at], letter);
        }
      }
    }
    return asked;
  }

  void count(int key, SetCensus sets) {
    int[] live = ints(key);
    for (int i = 0, at = first(key); i < count(key); i++, at += SETS + live[at + LENGTH]) {
      List<Place> places = automaton.placesOf(live[at]);
      int end = at + SETS + live[at + LENGTH];
      for (int j = at + SETS; j < end && sets.isAlive(live[j]); j++) {
        sets.add(live[j], places);
      }
    }
    sets.tell();
  }

  /** The lists that a row has made. */
  void store(int key, MadeLists made) {
    if (made.count() > 0) {
      blocks.room(key, HEAD + made.ints());
      ints(key)[blocks.at(key)] = made.count();
      made.write(ints(key), first(key));
    } else if (has(key)) {
      blocks.free(key);
    }
  }

  void restore(int key, int count, int[] stored) {
    blocks.room(key, HEAD + stored.length);
    ints(key)[blocks.at(key)] = count;
    System.arraycopy(stored, 0, ints(key), first(key), stored.length);
  }

  void free(int key) {
    blocks.free(key);
  }

  void clear() {
    blocks.clear();
  }

  @Override
  public int keys() {
    return blocks.end();
  }

  @Override
  public void rewrite(Compaction.References references) {
    for (int key = 0; key < keys(); key++) {
      if (has(key)) {
        int[] live = ints(key);
        for (int i = 0, at = first(key); i < count(key); i++) {
          int end = at + SETS + live[at + LENGTH];
          references.state(live[at]);
          for (int j = at + UNION; j < end; j++) {
            live[j] = references.set(live[j]);
          }
          at = end;
        }
        references.changed(key);
      }
    }
  }

  /** Takes out what a limit has ended. */
  @Override
  public void prune() {
    for (int key = 0; key < keys(); key++) {
      if (has(key)) {
        ints(key)[blocks.at(key)] = prune(ints(key), first(key), count(key));
      }
    }
  }

  /** How many lists are left. */
  private int prune(int[] live, int from, int count) {
    int states = 0;
    int to = from;
    for (int i = 0, at = from; i < count; i++) {
      int size = live[at + LENGTH];
      int left = 0;
      while (left < size && nodes.isAlive(live[at + SETS + left])) {
        left++;
      }
      if (left > 0) {
        System.arraycopy(live, at, live, to, SETS + left);
        live[to + LENGTH] = left;
        to += SETS + left;
        states++;
      }
      at += SETS + size;
    }
    return states;
  }
}
