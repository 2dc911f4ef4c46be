package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.census.Census;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import java.util.Arrays;

/**
 * EMIT EARLY: all starts are followed side by side. A match is told at the row at which it is first
 * one, and its attempt goes on to its end without a word.
 *
 * <p>Where a match takes its rows away from later starts the first one to complete wins: older
 * attempts end, later ones wait until it is decided which rows it takes. The attempts of a key are
 * one block, in the order of their starts: how many, then one after the other; START has a bit for
 * one that was told.
 */
final class StartsEarly implements Starts {
  private static final int TOLD = Nodes.BOTTOM;

  private final Attempts attempts;
  private final ListAutomaton automaton;
  private final TakenRows rows;
  private final Owner owner;
  private final long within;
  private final boolean consumes;
  private final int mostOfKey;
  private final AttemptLists lists;

  /** What becomes of the attempts of a key, and where each of them stands. */
  private int[] made = new int[64];

  private int[] ats = new int[8];
  private boolean[] byBound = new boolean[8];
  private int count;
  private int to;
  private int total;

  StartsEarly(MatchProgram program, Attempts attempts, int mostOfKey, Owner owner) {
    this.attempts = attempts;
    this.automaton = attempts.automaton;
    this.rows = attempts.rows;
    this.owner = owner;
    this.within = program.within().orElse(PreferredCore.NEVER);
    this.lists = new AttemptLists(attempts, program.pattern());
    this.consumes = program.consumes();
    this.mostOfKey = mostOfKey;
  }

  @Override
  public boolean mayBegin(int letter) {
    return automaton.begins(false, letter);
  }

  @Override
  public boolean row(int key, int letter, Event event, long clock) {
    return row(false, key, letter, event);
  }

  @Override
  public boolean firstRow(int key, int letter, Event event, long clock) {
    return row(true, key, letter, event);
  }

  private boolean row(boolean atFirst, int key, int letter, Event event) {
    boolean begins = automaton.begins(atFirst, letter);
    if (!begins && lists.leavesAsItIs(key, letter)) {
      return false;
    }
    int number = Nodes.NONE;
    int open = lists.count(key);
    int[] list = lists.ints(key);
    make();
    for (int i = 0, at = lists.first(key); i < open; i++) {
      int state = list[at + Attempts.STATE];
      int length = attempts.length(state);
      ListAutomaton.Step step = automaton.step(state, letter);
      if (state == ListAutomaton.DECIDED || step.same()) {
        copy(list, at, length);
      } else {
        if (step.takes() && number == Nodes.NONE) {
          number = rows.add(event, key, attempts.nodes.next());
        }
        next(Attempts.length(step));
        to += attempts.step(step, list, at, made, to, number);
      }
      at += length;
    }
    if (begins) {
      if (number == Nodes.NONE) {
        number = rows.add(event, key, attempts.nodes.next());
      }
      rows.begins(number);
      ListAutomaton.Step begin = automaton.step(automaton.start(atFirst), letter);
      next(Attempts.length(begin));
      to += attempts.begin(atFirst, begin, made, to, number);
      total++;
      if (count > mostOfKey) {
        owner.problems(key).tooManyOfKey(key, event);
        made[Attempts.STATE] = ListAutomaton.DECIDED;
      }
    }
    settle(key);
    return true;
  }

  // ---- what is made of the attempts of a key ----

  private void make() {
    count = 0;
    to = 0;
  }

  /** The next attempt stands at {@code to}. */
  private void next(int length) {
    if (to + length > made.length) {
      made = Arrays.copyOf(made, 2 * (to + length));
    }
    if (count == ats.length) {
      ats = Arrays.copyOf(ats, 2 * count);
      byBound = Arrays.copyOf(byBound, 2 * count);
    }
    byBound[count] = false;
    ats[count++] = to;
  }

  private void copy(int[] list, int at, int length) {
    next(length);
    System.arraycopy(list, at, made, to, length);
    to += length;
  }

  private int best(int attempt) {
    return made[ats[attempt] + Attempts.BEST];
  }

  private boolean isDecided(int attempt) {
    return made[ats[attempt] + Attempts.STATE] == ListAutomaton.DECIDED;
  }

  private boolean isTold(int attempt) {
    return made[ats[attempt] + Attempts.START] < 0;
  }

  private int start(int attempt) {
    return made[ats[attempt] + Attempts.START] & TakenRows.MASK;
  }

  private void end(int attempt) {
    made[ats[attempt] + Attempts.STATE] = ListAutomaton.DECIDED;
    made[ats[attempt] + Attempts.BEST] = Nodes.NONE;
    made[ats[attempt] + Attempts.START] &= TakenRows.MASK;
  }

  private void tell(int key, int attempt) {
    long bound = PreferredCore.bound(rows.time(start(attempt)), within);
    made[ats[attempt] + Attempts.START] |= TOLD;
    owner.early(key, best(attempt), byBound[attempt] ? bound : Long.MIN_VALUE);
  }

  private void settle(int key) {
    if (consumes) {
      tellFirst(key);
    } else {
      tellEach(key);
    }
    store(key);
  }

  private void tellEach(int key) {
    for (int i = 0; i < count; i++) {
      if (best(i) != Nodes.NONE && !isTold(i)) {
        tell(key, i);
      }
      if (isDecided(i)) {
        end(i);
      }
    }
  }

  private void tellFirst(int key) {
    for (int told = told(key); told >= 0 && isDecided(told); told = told(key)) {
      int start = start(told);
      Skips skips = owner.skips(key);
      int end = skips.end(owner.match(key, best(told)), start);
      for (int i = 0; i < count; i++) {
        if (TakenRows.isNewer(end, start(i)) || !skips.again() && start(i) == end) {
          end(i);
        }
      }
    }
  }

  /** The match that was told and is there; else the oldest one, told now; or -1. */
  private int told(int key) {
    for (int i = 0; i < count; i++) {
      if (isTold(i)) {
        return i;
      }
    }
    for (int i = 0; i < count; i++) {
      if (best(i) != Nodes.NONE) {
        for (int older = 0; older < i; older++) {
          end(older);
        }
        tell(key, i);
        return i;
      }
    }
    return -1;
  }

  /** Keeps what is not at its end. */
  private void store(int key) {
    int kept = 0;
    int end = 0;
    for (int i = 0; i < count; i++) {
      int at = ats[i];
      if (isDecided(i) && best(i) == Nodes.NONE) {
        continue;
      }
      int length = attempts.length(made[at + Attempts.STATE]);
      System.arraycopy(made, at, made, end, length);
      end += length;
      kept++;
    }
    total -= count - kept;
    lists.store(key, made, kept, end);
  }

  /** Takes the attempts of a key as they are. */
  private void take(int key) {
    make();
    int[] list = lists.ints(key);
    for (int i = lists.count(key), at = lists.first(key); i > 0; i--) {
      int length = attempts.length(list[at + Attempts.STATE]);
      copy(list, at, length);
      at += length;
    }
  }

  // ---- bounds, limits ----

  @Override
  public void pass(int key, long time) {
    take(key);
    for (int i = 0; i < count; i++) {
      if (!isDecided(i) && PreferredCore.bound(rows.time(start(i)), within) <= time) {
        byBound[i] = attempts.expire(made, ats[i]);
      }
    }
    settle(key);
  }

  @Override
  public void giveUpOldest(int key) {
    take(key);
    made[Attempts.STATE] = ListAutomaton.DECIDED;
    settle(key);
  }

  @Override
  public int drop(int key) {
    int dropped = lists.count(key);
    lists.store(key, made, 0, 0);
    total -= dropped;
    return dropped;
  }

  @Override
  public boolean isActive(int key) {
    return lists.has(key);
  }

  /** It is not looked for. */
  @Override
  public boolean isQuiet(int key) {
    return false;
  }

  @Override
  public boolean isOldest(int key, int row) {
    return lists.isOldest(key, row);
  }

  @Override
  public int attempts() {
    return total;
  }

  @Override
  public long asked(int key, int letter) {
    return lists.asked(key, letter);
  }

  @Override
  public void count(int key, Census to) {
    lists.count(key, to);
  }

  @Override
  public void clear() {
    lists.clear();
    total = 0;
  }

  /** What has numbers of rows and labels. */
  AttemptLists lists() {
    return lists;
  }

  @Override
  public void write(int key, PartOutput out) {
    lists.write(key, out);
  }

  @Override
  public void read(int key, PartInput in) {
    total += lists.read(key, in);
  }
}
