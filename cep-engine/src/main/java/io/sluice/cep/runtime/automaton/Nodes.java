package io.sluice.cep.runtime.automaton;

import java.util.ArrayList;
import java.util.List;

/**
 * Time-ordered compact sets of partial matches (tECS; Bucchi, Grez, Quintana, Riveros, Vansummeren:
 * CORE, PVLDB 2022), as ints in a ring.
 *
 * <p>A set is a reference. A negative one is a <em>bottom</em>: an attempt before its first row,
 * whose number stands in the lower 31 bits. Else it is a node: an <em>output</em> (a row with its
 * label, and the set that it goes on from) or a <em>union</em> of two sets. Every node knows the
 * newest start below it, and the left part of a union is as new as the union: so a set is alive if
 * its newest start is, each step to the left stays alive, and what WITHIN has left behind costs
 * nothing.
 *
 * <p>A node that is made at a row knows no newer start, so when that row is left behind all nodes
 * made until then are dead: they go in the order in which they came. Nothing is counted, and
 * nothing is freed one by one.
 */
final class Nodes {
  static final int NONE = -1;
  static final int BOTTOM = 0x80000000;
  private static final int MASK = 0x7FFFFFFF;
  private static final int HALF = 1 << 30;

  private final TakenRows rows;

  /** Four ints a node: newest start; child or left; row or right; label, or of a union its row. */
  private int[] ints = new int[4 * 64];

  private int mask = 63;
  private int first;
  private int next;

  /** Of this ring, for those who read later. */
  private final List<Nodes> views = new ArrayList<>(0);

  /** The first one that a view keeps here; without views the first one. */
  private int kept;

  Nodes(TakenRows rows) {
    this.rows = rows;
  }

  /**
   * What is here now, to be read when it has gone from here, see {@link TakenRows#view}.
   *
   * @param of a view of the rows
   */
  Nodes view(TakenRows of) {
    var view = new Nodes(of);
    view.ints = ints;
    view.mask = mask;
    view.first = first;
    view.next = next;
    views.add(view);
    return view;
  }

  void end(Nodes view) {
    if (views.removeIf(other -> other == view)) {
      kept = first;
      for (Nodes other : views) {
        kept = (next - other.first & MASK) > (next - kept & MASK) ? other.first : kept;
      }
    }
  }

  private void goOnInOthers() {
    views.clear();
    kept = first;
  }

  static int bottom(int row) {
    return row | BOTTOM;
  }

  int next() {
    return next;
  }

  int first() {
    return first;
  }

  int size() {
    return next - first & MASK;
  }

  int output(int child, int row, int label) {
    return add(newestStart(child), child, row, label);
  }

  int newestStart(int set) {
    return set < 0 ? set & MASK : ints[(set & mask) << 2];
  }

  boolean isAlive(int set) {
    if (set < 0) {
      return rows.isAlive(set & MASK);
    }
    return (set - first & MASK) < HALF && rows.isAlive(ints[(set & mask) << 2]);
  }

  boolean isUnion(int set) {
    return set >= 0 && label(set) < 0;
  }

  /** Of an output the set that it goes on from, of a union the part with the newest start. */
  int left(int node) {
    return ints[((node & mask) << 2) + 1];
  }

  /** Of an output its row. */
  int right(int node) {
    return ints[((node & mask) << 2) + 2];
  }

  /** Of a union it is negative, with the newest row of its outputs in the lower 31 bits. */
  int label(int node) {
    return ints[((node & mask) << 2) + 3];
  }

  /** The left one is at least as new. */
  int union(int left, int right) {
    int a = newestRow(left);
    int b = newestRow(right);
    int newest = TakenRows.isNewer(b, a) ? b : a;
    return add(newestStart(left), left, right, newest | BOTTOM);
  }

  /** The newest row of all outputs that a labelling of the set may end with. */
  int newestRow(int set) {
    if (set < 0) {
      return set & MASK;
    }
    int label = label(set);
    return label < 0 ? label & MASK : right(set);
  }

  /** Of two sets with one newest start; keeps an output within a few steps to the left. */
  int join(int x, int y) {
    if (!isUnion(x)) {
      return union(x, y);
    }
    if (!isUnion(y)) {
      return union(y, x);
    }
    int restX = right(x);
    int restY = right(y);
    int rest;
    if (!isAlive(restX)) {
      rest = restY;
    } else if (!isAlive(restY)) {
      rest = restX;
    } else {
      rest =
          TakenRows.isNewer(newestStart(restY), newestStart(restX))
              ? union(restY, restX)
              : union(restX, restY);
    }
    return union(left(x), isAlive(rest) ? union(left(y), rest) : left(y));
  }

  /** Nodes before {@code node} are dead. */
  void letGo(int node) {
    first = node;
    if (views.isEmpty()) {
      kept = node;
    }
  }

  /** Makes room for the nodes of a stored ring, which are then {@link #put}. */
  void restore(int firstNode, int nextNode) {
    int size = 64;
    while (size - 1 <= (nextNode - firstNode & MASK)) {
      size *= 2;
    }
    ints = new int[4 * size];
    mask = size - 1;
    first = firstNode;
    next = nextNode;
    goOnInOthers();
  }

  void put(int node, int newestStart, int a, int b, int label) {
    int at = (node & mask) << 2;
    ints[at] = newestStart;
    ints[at + 1] = a;
    ints[at + 2] = b;
    ints[at + 3] = label;
  }

  /** Whether it is one of those between the first and the next. */
  boolean isHere(int node) {
    return (node - first & MASK) < (next - first & MASK);
  }

  void clear() {
    letGo(next);
  }

  /**
   * Keeps some of the nodes, under new numbers behind all others.
   *
   * @param moved the new numbers by their distance from the first one, NONE for those that go;
   *     unions of which one part is left have the number of that
   * @param references what becomes of the numbers in a node
   */
  void move(int[] moved, Compaction.References references) {
    int oldFirst = first;
    int oldMask = mask;
    int[] old = ints;
    first = next;
    ints = new int[4 * 64];
    mask = 63;
    goOnInOthers();
    for (int i = 0; i < moved.length; i++) {
      if (moved[i] == next) {
        int at = (oldFirst + i & oldMask) << 2;
        int left = references.set(old[at + 1]);
        if (old[at + 3] < 0) {
          union(left, references.set(old[at + 2]));
        } else {
          add(references.row(old[at]), left, references.row(old[at + 2]), old[at + 3]);
        }
      }
    }
  }

  private int add(int newestStart, int a, int b, int label) {
    if ((next - kept & MASK) >= mask) {
      grow();
    }
    int node = next;
    put(node, newestStart, a, b, label);
    next = node + 1 & MASK;
    return node;
  }

  private void grow() {
    int size = mask + 1;
    int room = 2 * size() < size ? size : 2 * size;
    int[] grown = new int[4 * room];
    int grownMask = room - 1;
    for (int node = first; node != next; node = node + 1 & MASK) {
      System.arraycopy(ints, (node & mask) << 2, grown, (node & grownMask) << 2, 4);
    }
    ints = grown;
    mask = grownMask;
    goOnInOthers();
  }
}
