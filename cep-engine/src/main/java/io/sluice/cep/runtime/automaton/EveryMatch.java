package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.census.Census;
import io.sluice.cep.runtime.place.Place;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Every match (AFTER MATCH NO SKIP), for all keys of a statement: the work for a row is bounded by
 * the states of the automaton that are alive for its key, whatever the bound and the number of
 * partial matches.
 *
 * <p>A key has a list of sets for each state, the newest first, with strictly decreasing newest
 * starts, the first one no union. The lists of a key are one block: how many states, then for each
 * its number, the length of its list, the union of the list where it has been made, and the list.
 * States stand in the order of their newest starts, so what is dead is at the end.
 */
final class EveryMatch implements Every, Compaction.Owner {
  /** In place of a list: the attempt that the row begins. */
  private static final int START = 0;

  /** Ints before the first list of a key. */
  private static final int HEAD = 1;

  private final SetAutomaton automaton;
  private final TakenRows rows;
  private final Nodes nodes;
  private final Listing listing;

  /** Of keys of which something is alive. */
  private final KeyBlocks lists = new KeyBlocks();

  private int starts;
  private long begun;

  /** Where each start has one partial match at most; else null. */
  private final @Nullable OpenStarts open;

  /** Whether the oldest match takes all rows up to its last one away. */
  private final boolean consumes;

  // ---- what is made for one row ----

  private int row;
  private int key;
  private @Nullable Event event;
  private int states;
  private int[] state = new int[8];
  private int[] length = new int[8];
  private int[] merged = new int[8];
  private int[][] list = new int[8][4];

  /** Lists that the row completes, with its label. */
  private int[] found = new int[8];

  private int finding;

  /** Lists that the row leads nowhere. */
  private int[] ending = new int[4];

  private int ends;

  EveryMatch(SetAutomaton automaton, TakenRows rows, MatchProgram program, Completed.Sink sink) {
    this.automaton = automaton;
    this.rows = rows;
    this.nodes = new Nodes(rows);
    this.consumes = program.consumes();
    boolean oneWay = program.skip() != MatchProgram.Skip.NO_SKIP;
    this.open = oneWay ? new OpenStarts(nodes, rows) : null;
    var completed = new Completed(sink, rows);
    if (consumes) {
      this.listing = new OldestMatch(nodes, completed);
    } else if (program.perRow() > 0) {
      this.listing = new NearestMatches(nodes, program.perRow(), completed);
    } else {
      this.listing = new AllMatches(nodes, completed);
    }
  }

  @Override
  public TakenRows rows() {
    return rows;
  }

  @Override
  public Nodes nodes() {
    return nodes;
  }

  @Override
  public int starts() {
    return starts;
  }

  @Override
  public long begun() {
    return begun;
  }

  @Override
  public boolean isActive(int of) {
    return lists.has(of);
  }

  /** The newest one that is still followed; the first list has it. */
  int newestStart(int of) {
    return nodes.newestStart(lists.ints(of)[first(of) + 3]);
  }

  @Override
  public boolean starts(int letter) {
    return automaton.begins(letter);
  }

  @Override
  public boolean leavesAsItIs(int of, int letter) {
    if (!lists.has(of)) {
      return true;
    }
    int[] live = lists.ints(of);
    for (int i = 0, at = first(of); i < count(of); i++, at += 3 + live[at + 1]) {
      if (automaton.actions(live[at], letter) != SetAutomaton.SAME) {
        return false;
      }
    }
    return true;
  }

  @Override
  public long asked(int of, int letter) {
    long asked = automaton.askedToBegin(letter);
    if (of >= 0 && lists.has(of)) {
      int[] live = lists.ints(of);
      for (int i = 0, at = first(of); i < count(of); i++, at += 3 + live[at + 1]) {
        if (nodes.isAlive(live[at + 3])) {
          asked |= automaton.asked(live[at], letter);
        }
      }
    }
    return asked;
  }

  @Override
  public void count(int of, Census to, SetCensus sets) {
    int[] live = lists.ints(of);
    for (int i = 0, at = first(of); i < count(of); i++, at += 3 + live[at + 1]) {
      List<Place> places = automaton.placesOf(live[at]);
      for (int j = at + 3; j < at + 3 + live[at + 1] && sets.isAlive(live[j]); j++) {
        sets.add(live[j], places);
      }
    }
    sets.tell();
  }

  /** The array in which the lists of a key stand, with their automaton's states by number. */
  int[] listsOf(int of) {
    return lists.ints(of);
  }

  /** Where the first list begins. */
  int first(int of) {
    return lists.at(of) + HEAD;
  }

  /** How many lists a key has. */
  int count(int of) {
    return lists.ints(of)[lists.at(of)];
  }

  void restore(int of, int count, int[] stored) {
    lists.room(of, HEAD + stored.length);
    lists.ints(of)[lists.at(of)] = count;
    System.arraycopy(stored, 0, lists.ints(of), first(of), stored.length);
  }

  @Override
  public void restored() {
    starts = 0;
    for (int number = rows.first(); number != rows.next(); number = TakenRows.after(number)) {
      if (open != null) {
        rows.ends(number);
      }
      starts += rows.isStart(number) ? 1 : 0;
    }
    if (open != null) {
      for (int of = 0; of < lists.end(); of++) {
        for (int i = 0, at = first(of); lists.has(of) && i < count(of); i++) {
          int[] live = lists.ints(of);
          for (int j = at + 3; j < at + 3 + live[at + 1] && nodes.isAlive(live[j]); j++) {
            starts += open.begin(live[j]);
          }
          at += 3 + live[at + 1];
        }
      }
    }
  }

  @Override
  public void row(int of, int letter, Event next) {
    key = of;
    event = next;
    row = Nodes.NONE;
    states = 0;
    finding = 0;
    ends = 0;
    if (automaton.begins(letter)) {
      begin(automaton.actions(SetAutomaton.START, letter));
    }
    int[] live = null;
    if (lists.has(of)) {
      live = lists.ints(of);
      int count = count(of);
      for (int i = 0, at = first(of); i < count; i++) {
        int size = live[at + 1];
        if (!nodes.isAlive(live[at + 3])) {
          break;
        }
        int[] actions = automaton.actions(live[at], letter);
        if (actions == SetAutomaton.SAME) {
          stay(live[at], live, at);
        } else {
          move(actions, live, at);
        }
        at += 3 + size;
      }
    }
    boolean found = finding > 0;
    if (found) {
      tell(live);
    }
    if (open != null && live != null) {
      end(open, live, found && consumes);
    }
    store(of);
    event = null;
  }

  private int taken() {
    if (row == Nodes.NONE) {
      row = rows.add(Objects.requireNonNull(event), key, nodes.next());
    }
    return row;
  }

  private void begin(int[] actions) {
    boolean began = false;
    for (int i = 0; i < actions.length; i += 3) {
      if (actions[i + 1] == SetAutomaton.PASSED) {
        continue;
      }
      int start = Nodes.bottom(taken());
      if (actions[i + 2] != 0) {
        finds(START, actions[i + 1]);
      }
      if (actions[i] != SetAutomaton.NOWHERE) {
        insert(actions[i], nodes.output(start, row, actions[i + 1]));
        began = true;
      }
    }
    if (began) {
      starts++;
      begun++;
      rows.begins(row);
    }
  }

  private void move(int[] actions, int[] live, int at) {
    boolean goesOn = open == null;
    for (int i = 0; i < actions.length; i += 3) {
      int target = actions[i];
      int label = actions[i + 1];
      goesOn |= target != SetAutomaton.NOWHERE;
      if (label == SetAutomaton.PASSED) {
        stay(target, live, at);
      } else {
        taken();
        if (actions[i + 2] != 0) {
          finds(at, label);
        }
        if (target != SetAutomaton.NOWHERE) {
          insert(target, nodes.output(merge(live, at), row, label));
        }
      }
    }
    if (!goesOn) {
      if (ends == ending.length) {
        ending = Arrays.copyOf(ending, 2 * ends);
      }
      ending[ends++] = at;
    }
  }

  /**
   * Starts are over: those whose lists lead nowhere, or all of the key.
   *
   * @param live as the lists stood before the row
   */
  private void end(OpenStarts of, int[] live, boolean all) {
    if (all) {
      for (int i = 0, at = first(key); i < count(key); i++, at += 3 + live[at + 1]) {
        end(of, live, at);
      }
      if (row != Nodes.NONE && rows.isStart(row)) {
        rows.ends(row);
        starts--;
        begun--;
      }
      states = 0;
      return;
    }
    for (int i = 0; i < ends; i++) {
      end(of, live, ending[i]);
    }
  }

  private void end(OpenStarts of, int[] live, int at) {
    for (int i = at + 3; i < at + 3 + live[at + 1] && nodes.isAlive(live[i]); i++) {
      starts -= of.end(live[i]);
    }
  }

  /** The list goes to {@code target} as it is, or as one set where there is a list already. */
  private void stay(int target, int[] live, int at) {
    int there = find(target);
    if (there >= 0) {
      insertAt(there, merge(live, at));
      return;
    }
    int made = add(target);
    int size = live[at + 1];
    if (list[made].length < size) {
      list[made] = new int[2 * size];
    }
    System.arraycopy(live, at + 3, list[made], 0, size);
    length[made] = size;
    merged[made] = live[at + 2];
  }

  /** The union of a list, made once. */
  private int merge(int[] live, int at) {
    int known = live[at + 2];
    if (known != Nodes.NONE) {
      return known;
    }
    int last = at + 2 + live[at + 1];
    while (!nodes.isAlive(live[last])) {
      last--;
    }
    int set = live[last];
    for (int i = last - 1; i >= at + 3; i--) {
      set = nodes.union(live[i], set);
    }
    live[at + 2] = set;
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

  private void insert(int target, int set) {
    int there = find(target);
    insertAt(there < 0 ? add(target) : there, set);
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

  /** Writes what was made to the key's block, the newest state first. */
  private void store(int of) {
    if (states == 0) {
      if (lists.has(of)) {
        lists.free(of);
      }
      return;
    }
    int ints = HEAD;
    for (int i = 0; i < states; i++) {
      ints += 3 + length[i];
    }
    lists.room(of, ints);
    int[] live = lists.ints(of);
    live[lists.at(of)] = states;
    int at = first(of);
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
      live[at] = state[best];
      live[at + 1] = length[best];
      live[at + 2] = merged[best];
      System.arraycopy(list[best], 0, live, at + 3, length[best]);
      at += 3 + length[best];
      length[best] = 0;
    }
  }

  // ---- matches ----

  /**
   * @param at where the list of the sets stands that this row completes, or START
   */
  private void finds(int at, int label) {
    if (finding + 2 > found.length) {
      found = Arrays.copyOf(found, 2 * found.length);
    }
    found[finding++] = at;
    found[finding++] = label;
  }

  /** The oldest lists first, and of a list the oldest set. */
  private void tell(int @Nullable [] live) {
    listing.begin(key, row);
    while (finding > 0) {
      int label = found[--finding];
      int at = found[--finding];
      if (at == START || live == null) {
        listing.add(Nodes.bottom(row), label);
        continue;
      }
      int last = at + 2 + live[at + 1];
      while (!nodes.isAlive(live[last])) {
        last--;
      }
      for (int i = last; i >= at + 3; i--) {
        listing.add(live[i], label);
      }
    }
    listing.tell();
  }

  @Override
  public long opened() {
    return listing instanceof NearestMatches nearest ? nearest.opened() : 0;
  }

  // ---- time ----

  @Override
  public boolean isFirstOver() {
    return open != null && rows.size() > 0 && !rows.isStart(rows.first());
  }

  @Override
  public int letGoFirst() {
    int first = rows.first();
    int of = rows.key(first);
    boolean last = lists.has(of) && newestStart(of) == first;
    if (rows.isStart(first)) {
      starts--;
    }
    rows.removeFirst();
    nodes.letGo(rows.size() == 0 ? nodes.next() : rows.node(rows.first()));
    if (last) {
      lists.free(of);
      return of;
    }
    return -1;
  }

  @Override
  public int keys() {
    return lists.end();
  }

  @Override
  public void rewrite(Compaction.References references) {
    for (int of = 0; of < lists.end(); of++) {
      if (lists.has(of)) {
        int[] live = lists.ints(of);
        for (int i = 0, at = first(of); i < count(of); i++) {
          int size = live[at + 1];
          for (int j = at + 2; j < at + 3 + size; j++) {
            live[j] = references.set(live[j]);
          }
          at += 3 + size;
        }
        references.changed(of);
      }
    }
  }

  /** Takes out what a limit has ended. */
  @Override
  public void prune() {
    for (int of = 0; of < lists.end(); of++) {
      if (lists.has(of)) {
        lists.ints(of)[lists.at(of)] = prune(lists.ints(of), first(of), count(of));
      }
    }
  }

  /** How many lists are left. */
  private int prune(int[] live, int from, int count) {
    int states = 0;
    int to = from;
    for (int i = 0, at = from; i < count; i++) {
      int size = live[at + 1];
      int left = 0;
      while (left < size && nodes.isAlive(live[at + 3 + left])) {
        left++;
      }
      if (left > 0) {
        System.arraycopy(live, at, live, to, 3 + left);
        live[to + 1] = left;
        to += 3 + left;
        states++;
      }
      at += 3 + size;
    }
    return states;
  }

  @Override
  public void clear() {
    lists.clear();
    rows.clear();
    nodes.clear();
    starts = 0;
  }
}
