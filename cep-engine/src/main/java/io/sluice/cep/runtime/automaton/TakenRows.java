package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The rows that attempts have taken, in the order of time, in a ring; those that WITHIN has left
 * behind go first. Numbers count on and wrap at 31 bits; what is alive spans less than half of
 * them.
 */
final class TakenRows {
  static final int MASK = 0x7FFFFFFF;
  private static final int HALF = 1 << 30;

  private @Nullable Event[] events = new Event[64];
  private int[] keys = new int[64];
  private int[] nodes = new int[64];
  private int first;
  private int next;
  private int size;
  private @Nullable Neighbours neighbours;

  /** Of these arrays, for those who read later; how many rows before the first they keep here. */
  private final List<TakenRows> views = new ArrayList<>(0);

  private int held;

  TakenRows() {}

  private TakenRows(TakenRows of) {
    events = of.events;
    keys = of.keys;
    nodes = of.nodes;
    first = of.first;
    next = of.next;
    size = of.size;
  }

  /** Rows are kept with those around them. */
  void with(@Nullable Neighbours around) {
    neighbours = around;
  }

  @Nullable Neighbours neighbours() {
    return neighbours;
  }

  /**
   * What is here now, to be read when it has gone from here: rows that go stay in these arrays, and
   * where they are in the way, the ring goes on in others. The reader ends it. Rows around them are
   * not kept: who reads later asks for plain columns.
   */
  TakenRows view() {
    var view = new TakenRows(this);
    views.add(view);
    return view;
  }

  void end(TakenRows view) {
    if (!views.removeIf(other -> other == view)) {
      return; // of arrays that the ring has left
    }
    int wanted = first;
    for (TakenRows other : views) {
      wanted = isNewer(wanted, other.first) ? other.first : wanted;
    }
    for (int number = first, i = 0, left = held; i < left; i++) {
      number = before(number);
      if (isNewer(wanted, number)) {
        events[number & events.length - 1] = null;
        held--;
      }
    }
  }

  private void goOnInOthers() {
    views.clear();
    held = 0;
  }

  /** The last number is no row's, so that -1 is no reference. */
  static int after(int number) {
    return number == MASK - 1 ? 0 : number + 1;
  }

  static int before(int number) {
    return number == 0 ? MASK - 1 : number - 1;
  }

  /** The first one that is alive. */
  int first() {
    return first;
  }

  int next() {
    return next;
  }

  int size() {
    return size;
  }

  /**
   * @param key whose row it is
   * @param node the number of the next node: all that are older know older rows only
   */
  int add(Event event, int key, int node) {
    if (size + held >= events.length - 1) {
      grow();
    }
    int number = next;
    int at = number & events.length - 1;
    events[at] = event;
    keys[at] = key;
    nodes[at] = node;
    next = after(number);
    size++;
    if (neighbours != null) {
      neighbours.taken(number);
    }
    return number;
  }

  void removeFirst() {
    if (neighbours != null) {
      neighbours.letGo(first);
    }
    if (views.isEmpty()) {
      events[first & events.length - 1] = null;
    } else {
      held++;
    }
    first = after(first);
    size--;
  }

  /** How many numbers lie between {@code from} and {@code to}. */
  static int distance(int from, int to) {
    return to - from & MASK;
  }

  boolean isAlive(int number) {
    return (number - first & MASK) < HALF;
  }

  /** Whether {@code a} came after {@code b}. */
  static boolean isNewer(int a, int b) {
    return a != b && (a - b & MASK) < HALF;
  }

  Event event(int number) {
    return Objects.requireNonNull(events[number & events.length - 1]);
  }

  long time(int number) {
    return event(number).time();
  }

  int key(int number) {
    return keys[number & keys.length - 1] & MASK;
  }

  /** The row begins an attempt. */
  void begins(int number) {
    keys[number & keys.length - 1] |= Nodes.BOTTOM;
  }

  /** The attempt that the row began is over. */
  void ends(int number) {
    keys[number & keys.length - 1] &= MASK;
  }

  boolean isStart(int number) {
    return keys[number & keys.length - 1] < 0;
  }

  int node(int number) {
    return nodes[number & nodes.length - 1];
  }

  /** Makes room for the rows of a stored ring, which are then {@link #put}. */
  void restore(int firstRow, int nextRow) {
    first = firstRow;
    next = nextRow;
    size = 0;
    for (int number = first; number != next; number = after(number)) {
      if (++size >= events.length - 1) {
        grow();
      }
    }
  }

  void put(int number, Event event, int key, boolean start, int node) {
    int at = number & events.length - 1;
    events[at] = event;
    keys[at] = start ? key | Nodes.BOTTOM : key;
    nodes[at] = node;
  }

  /**
   * Keeps some of the rows, under new numbers behind all others.
   *
   * @param live by their distance from the first one
   * @param nodeBefore what becomes of {@link #node}
   * @return the new numbers by that distance
   */
  int[] move(BitSet live, IntUnaryOperator nodeBefore) {
    int oldFirst = first;
    @Nullable Event[] oldEvents = events;
    int[] oldKeys = keys;
    int[] oldNodes = nodes;
    int oldMask = events.length - 1;
    goOnInOthers();
    int room = 64;
    while (room - 1 <= live.cardinality()) {
      room *= 2;
    }
    events = new @Nullable Event[room];
    keys = new int[room];
    nodes = new int[room];
    first = next;
    size = 0;
    Neighbours around = neighbours;
    neighbours = null;
    var numbers = new HashMap<Integer, Integer>();
    int[] moved = new int[live.length()];
    for (int i = live.nextSetBit(0); i >= 0; i = live.nextSetBit(i + 1)) {
      int from = oldFirst + i & oldMask;
      moved[i] = add(Objects.requireNonNull(oldEvents[from]), 0, 0);
      if (around != null) {
        numbers.put(oldFirst + i & MASK, moved[i]);
      }
      int at = moved[i] & room - 1;
      keys[at] = oldKeys[from];
      nodes[at] = nodeBefore.applyAsInt(oldNodes[from]);
    }
    if (around != null) {
      around.moved(numbers);
      neighbours = around;
    }
    return moved;
  }

  void clear() {
    if (views.isEmpty()) {
      Arrays.fill(events, null);
    } else {
      held += size;
    }
    first = next;
    size = 0;
    if (neighbours != null) {
      neighbours.clear();
    }
  }

  private void grow() {
    int old = events.length;
    int room = 2 * size < old ? old : 2 * old;
    goOnInOthers();
    var grownEvents = new @Nullable Event[room];
    var grownKeys = new int[room];
    var grownNodes = new int[room];
    for (int i = 0, number = first; i < size; i++) {
      int from = number & old - 1;
      int to = number & room - 1;
      grownEvents[to] = events[from];
      grownKeys[to] = keys[from];
      grownNodes[to] = nodes[from];
      number = after(number);
    }
    events = grownEvents;
    keys = grownKeys;
    nodes = grownNodes;
  }
}
