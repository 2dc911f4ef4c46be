package io.sluice.cep.runtime.automaton;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Keeps the rows and nodes that are in use, where no bound says that what came early is over: they
 * move to the end of their rings, in their order, under new numbers. That happens when the rings
 * have grown to twice of what was in use last time, so in the mean a row is moved once.
 */
final class Compaction {
  private static final int FEW = 64;

  private final TakenRows rows;
  private final Nodes nodes;
  private final Owner owner;
  private int mostRows = FEW;
  private int mostNodes = FEW;

  /** By distance from the first one. */
  private final BitSet liveRows = new BitSet();

  private final BitSet liveNodes = new BitSet();
  private int firstRow;
  private int firstNode;
  private int[] newRows = {};
  private int[] newNodes = {};
  private int[] stack = new int[32];

  /** Has numbers of rows and sets, and of states and letters. */
  interface Owner {
    /** Passes each of them through {@code references}, and takes what that says. */
    void rewrite(References references);

    /** Lets go of what is not alive. */
    default void prune() {}

    /** All rows have their new numbers. */
    default void moved() {}

    /** How many keys it looks at for that. */
    int keys();
  }

  /** What becomes of numbers. */
  sealed interface References permits Mark, Move, Caps.Live {
    int row(int number);

    /** Of a set that is alive, or {@link Nodes#NONE}. */
    int set(int set);

    /** All numbers of a key have been passed. */
    void changed(int key);

    /** A state of the automaton, which keeps its number. */
    default void state(int number) {}

    default int letter(int number) {
      return number;
    }
  }

  Compaction(TakenRows rows, Nodes nodes, Owner owner) {
    this.rows = rows;
    this.nodes = nodes;
    this.owner = owner;
  }

  boolean isDue() {
    return rows.size() > mostRows || nodes.size() > mostNodes;
  }

  /**
   * @param early whether to find out what is in use as soon as there is enough that may not be
   */
  boolean isDue(boolean early) {
    return isDue() || early && rows.size() > mostRows / 2 + mostRows / 8;
  }

  void run(RingState state) {
    firstRow = rows.first();
    firstNode = nodes.first();
    liveRows.clear();
    liveNodes.clear();
    owner.prune();
    owner.rewrite(new Mark());
    int[] before = number();
    newRows = rows.move(liveRows, node -> before[TakenRows.distance(firstNode, node)]);
    var move = new Move(state);
    nodes.move(newNodes, move);
    owner.rewrite(move);
    int few = Math.max(FEW, 8 * owner.keys());
    mostRows = Math.max(few, 2 * rows.size());
    mostNodes = Math.max(few, 2 * nodes.size());
    newRows = new int[0];
    newNodes = new int[0];
    owner.moved();
  }

  /** New numbers for live nodes; for each old one the number that the next live node has. */
  private int[] number() {
    int size = nodes.size();
    var before = new int[size + 1];
    newNodes = new int[size];
    Arrays.fill(newNodes, Nodes.NONE);
    int next = nodes.next();
    for (int i = 0; i < size; i++) {
      before[i] = next;
      if (liveNodes.get(i)) {
        int node = firstNode + i & TakenRows.MASK;
        if (nodes.isUnion(node) && !nodes.isAlive(nodes.right(node))) {
          int left = nodes.left(node);
          newNodes[i] = newNodes[TakenRows.distance(firstNode, left)];
        } else {
          newNodes[i] = next;
          next = next + 1 & TakenRows.MASK;
        }
      }
    }
    before[size] = next;
    return before;
  }

  /** Finds out what is in use. */
  private final class Mark implements References {
    @Override
    public int row(int number) {
      liveRows.set(TakenRows.distance(firstRow, number));
      return number;
    }

    @Override
    public int set(int set) {
      int top = 0;
      int at = set;
      while (true) {
        int distance = TakenRows.distance(firstNode, at);
        if (at < 0 || liveNodes.get(distance)) {
          if (at < 0 && at != Nodes.NONE) {
            row(at & TakenRows.MASK);
          }
          if (top == 0) {
            return set;
          }
          at = stack[--top];
          continue;
        }
        liveNodes.set(distance);
        if (!nodes.isUnion(at)) {
          row(nodes.right(at));
        } else if (nodes.isAlive(nodes.right(at))) {
          if (top == stack.length) {
            stack = Arrays.copyOf(stack, 2 * top);
          }
          stack[top++] = nodes.right(at);
        }
        at = nodes.left(at);
      }
    }

    @Override
    public void changed(int key) {}
  }

  private final class Move implements References {
    private final RingState state;

    Move(RingState state) {
      this.state = state;
    }

    @Override
    public int row(int number) {
      return newRows[TakenRows.distance(firstRow, number)];
    }

    @Override
    public int set(int set) {
      if (set >= 0) {
        return newNodes[TakenRows.distance(firstNode, set)];
      }
      return set == Nodes.NONE ? set : Nodes.bottom(row(set & TakenRows.MASK));
    }

    @Override
    public void changed(int key) {
      state.changed(key);
    }
  }
}
