package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.census.Census;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Every match (AFTER MATCH NO SKIP), for all keys of a statement: the work for a row is bounded by
 * the states of the automaton that are alive for its key, whatever the bound and the number of
 * partial matches.
 *
 * <p>Where a pattern leads each start one way ({@link Chain}), this serves the other skips too:
 * every match is the preferred one of its start.
 */
final class EveryMatch implements Every {
  /** In place of a list: the attempt that the row begins. */
  private static final int START = 0;

  private final SetAutomaton automaton;
  private final TakenRows rows;
  private final Nodes nodes;
  private final Listing listing;

  /** Of keys of which something is alive. */
  private final SetLists lists;

  private int starts;
  private long begun;

  /** Where each start has one partial match at most; else null. */
  private final @Nullable OpenStarts open;

  /** Whether the oldest match takes all rows up to its last one away. */
  private final boolean consumes;

  // ---- what is made for one row ----

  private final MadeLists made;

  private int row;
  private int key;
  private @Nullable Event event;

  /** Lists that the row completes, with its label. */
  private int[] found = new int[8];

  private int finding;

  /** Lists that the row leads nowhere. */
  private int[] ending = new int[4];

  private int ends;

  EveryMatch(
      SetAutomaton automaton,
      TakenRows rows,
      Nodes nodes,
      MatchProgram program,
      Completed.Sink sink) {
    this.automaton = automaton;
    this.rows = rows;
    this.nodes = nodes;
    this.lists = new SetLists(automaton, nodes);
    this.made = new MadeLists(nodes);
    this.consumes = program.consumes();
    boolean oneWay = program.skip() != MatchProgram.Skip.NO_SKIP;
    this.open = oneWay ? new OpenStarts(nodes, rows) : null;
    var completed = new Completed(sink, rows);
    if (consumes) {
      this.listing = new OldestMatch(nodes, completed);
    } else if (program.perRow() > 0) {
      this.listing = new NearestMatches(nodes, program.perRow(), completed);
    } else {
      this.listing = new SetPaths(nodes, completed);
    }
    completed.listedBy(listing);
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

  @Override
  public boolean starts(boolean atFirst, int letter) {
    return automaton.begins(atFirst, letter);
  }

  @Override
  public boolean leavesAsItIs(int of, int letter) {
    return lists.leavesAsItIs(of, letter);
  }

  @Override
  public long asked(int of, int letter) {
    return automaton.askedToBegin(of < 0, letter) | lists.asked(of, letter);
  }

  @Override
  public void count(int of, Census to, SetCensus sets) {
    lists.count(of, sets);
  }

  SetLists lists() {
    return lists;
  }

  /** Lists what bounds and ends make matches. */
  EndedMatches ended(FoundSeries to) {
    return new EndedMatches(automaton, rows, nodes, lists, to);
  }

  /** The attempt that the row began is over. */
  void ends(int start) {
    rows.ends(start);
    starts--;
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
      for (int of = 0; of < lists.keys(); of++) {
        for (int i = 0, at = lists.first(of); lists.has(of) && i < lists.count(of); i++) {
          int[] live = lists.ints(of);
          starts += open.begin(live, at);
          at += SetLists.SETS + live[at + SetLists.LENGTH];
        }
      }
    }
  }

  @Override
  public void row(boolean atFirst, int of, int letter, Event next) {
    key = of;
    event = next;
    row = Nodes.NONE;
    made.clear();
    finding = 0;
    ends = 0;
    if (automaton.begins(atFirst, letter)) {
      begin(automaton.actions(automaton.start(atFirst), letter));
    }
    int[] live = null;
    if (lists.has(of)) {
      live = lists.ints(of);
      int count = lists.count(of);
      for (int i = 0, at = lists.first(of); i < count; i++) {
        int size = live[at + SetLists.LENGTH];
        if (!nodes.isAlive(live[at + SetLists.SETS])) {
          break;
        }
        int[] actions = automaton.actions(live[at], letter);
        if (actions == SetAutomaton.SAME) {
          made.stay(live[at], live, at);
        } else {
          move(actions, live, at);
        }
        at += SetLists.SETS + size;
      }
    }
    boolean completes = finding > 0;
    if (completes) {
      tell(live);
    }
    if (open != null && live != null) {
      end(open, live, completes && consumes);
    }
    lists.store(of, made);
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
        made.insert(actions[i], nodes.output(start, row, actions[i + 1]));
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
        made.stay(target, live, at);
      } else {
        taken();
        if (actions[i + 2] != 0) {
          finds(at, label);
        }
        if (target != SetAutomaton.NOWHERE) {
          made.insert(target, nodes.output(made.merge(live, at), row, label));
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
      for (int i = 0, at = lists.first(key); i < lists.count(key); i++) {
        starts -= of.end(live, at);
        at += SetLists.SETS + live[at + SetLists.LENGTH];
      }
      if (row != Nodes.NONE && rows.isStart(row)) {
        rows.ends(row);
        starts--;
        begun--;
      }
      made.clear();
      return;
    }
    for (int i = 0; i < ends; i++) {
      starts -= of.end(live, ending[i]);
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
      int last = at + SetLists.UNION + live[at + SetLists.LENGTH];
      while (!nodes.isAlive(live[last])) {
        last--;
      }
      for (int i = last; i >= at + SetLists.SETS; i--) {
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
    boolean last = lists.has(of) && lists.newestStart(of) == first;
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
  public void clear() {
    lists.clear();
    rows.clear();
    nodes.clear();
    starts = 0;
  }
}
