package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.census.Census;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import java.util.Arrays;

/** SKIP TO NEXT ROW: every row may begin an attempt, whatever became of those before it. */
final class StartsSideBySide implements StartsTogether.Few {
  /** So many are stepped faster in cohorts. */
  private static final int MANY = 16;

  private final Attempts attempts;
  private final ListAutomaton automaton;
  private final TakenRows rows;
  private final Owner owner;
  private final long within;
  private final boolean bounded;
  private final int mostOfKey;
  private final boolean timeouts;
  private final AttemptLists lists;

  /** What becomes of the attempts of a key. */
  private int[] made = new int[64];

  private int total;

  StartsSideBySide(MatchProgram program, Attempts attempts, int mostOfKey, Owner owner) {
    this.attempts = attempts;
    this.automaton = attempts.automaton;
    this.rows = attempts.rows;
    this.owner = owner;
    this.within = program.within().orElse(PreferredCore.NEVER);
    this.bounded = program.bounded();
    this.timeouts = program.timeouts() && program.within().isPresent();
    this.lists = new AttemptLists(attempts, program.pattern());
    this.mostOfKey = mostOfKey;
  }

  @Override
  public boolean mayBegin(int letter) {
    return automaton.begins(false, letter);
  }

  @Override
  public boolean row(int key, int letter, Event event, long clock) {
    return row(false, key, letter, event, clock);
  }

  @Override
  public boolean firstRow(int key, int letter, Event event, long clock) {
    return row(true, key, letter, event, clock);
  }

  private boolean row(boolean atFirst, int key, int letter, Event event, long clock) {
    boolean begins = automaton.begins(atFirst, letter);
    if (!begins && lists.leavesAsItIs(key, letter)) {
      return false;
    }
    int number = Nodes.NONE;
    int open = lists.count(key);
    int[] list = lists.ints(key);
    int to = 0;
    for (int i = 0, at = lists.first(key); i < open; i++) {
      int state = list[at + Attempts.STATE];
      int length = attempts.length(state);
      ListAutomaton.Step step = automaton.step(state, letter);
      if (step.same() || state == ListAutomaton.DECIDED) {
        room(to, length);
        System.arraycopy(list, at, made, to, length);
        to += length;
      } else {
        if (step.takes() && number == Nodes.NONE) {
          number = rows.add(event, key, attempts.nodes.next());
        }
        room(to, Attempts.length(step));
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
      room(to, Attempts.length(begin));
      to += attempts.begin(atFirst, begin, made, to, number);
      open++;
      total++;
      if (open > mostOfKey) {
        owner.problems(key).tooManyOfKey(key, event);
        to = decideFirst(to);
      }
    }
    settle(key, open);
    return true;
  }

  /** The threads of the first attempt end; where what was made ends then. */
  private int decideFirst(int end) {
    int length = attempts.length(made[Attempts.STATE]);
    made[Attempts.STATE] = ListAutomaton.DECIDED;
    System.arraycopy(made, length, made, Attempts.LABELS, end - length);
    return end - length + Attempts.LABELS;
  }

  /**
   * Tells what is decided of the attempts in {@code made}, and keeps the others; a bounded query
   * tells in the order of first rows.
   */
  private void settle(int key, int count) {
    int kept = 0;
    int to = 0;
    boolean waits = false;
    for (int i = 0, at = 0; i < count; i++) {
      int state = made[at + Attempts.STATE];
      int length = attempts.length(state);
      int best = made[at + Attempts.BEST];
      boolean timedOut = state == ListAutomaton.TIMED_OUT;
      boolean decided = timedOut || state == ListAutomaton.DECIDED;
      waits |= bounded && !decided;
      if (!decided || waits && best != Nodes.NONE) {
        System.arraycopy(made, at, made, to, length);
        to += length;
        kept++;
      } else {
        total--;
        if (timedOut) {
          owner.timeout(key, best, bound(made[at + Attempts.START]));
        } else if (best != Nodes.NONE) {
          owner.tell(key, best, byBound(at) ? bound(made[at + Attempts.START]) : Long.MIN_VALUE);
        }
      }
      at += length;
    }
    lists.store(key, made, kept, to);
  }

  /** The time of the bound, which an attempt that waits for older ones has passed before. */
  private long bound(int start) {
    return PreferredCore.bound(rows.time(start & TakenRows.MASK), within);
  }

  private boolean byBound(int at) {
    return made[at + Attempts.START] < 0;
  }

  @Override
  public int open(int key) {
    return lists.count(key);
  }

  private void room(int to, int length) {
    if (to + length > made.length) {
      made = Arrays.copyOf(made, 2 * (to + length));
    }
  }

  @Override
  public void pass(int key, long time) {
    pass(key, time, Integer.MAX_VALUE);
  }

  @Override
  public void passOldest(int key, long time) {
    pass(key, time, 1);
  }

  private void pass(int key, long time, int most) {
    int count = lists.count(key);
    int[] list = lists.ints(key);
    int to = 0;
    for (int i = 0, at = lists.first(key); i < count; i++) {
      int length = attempts.length(list[at + Attempts.STATE]);
      int start = list[at + Attempts.START];
      boolean decided = list[at + Attempts.STATE] == ListAutomaton.DECIDED;
      if (i < most && !decided && PreferredCore.bound(rows.time(start), within) <= time) {
        boolean none = list[at + Attempts.BEST] == Nodes.NONE;
        if (attempts.expire(list, at)) {
          list[at + Attempts.START] = start | Nodes.BOTTOM;
        } else if (timeouts && none) {
          // What began before it has the same bound or an earlier one, so it is told at once.
          list[at + Attempts.STATE] = ListAutomaton.TIMED_OUT;
          list[at + Attempts.BEST] = list[at + Attempts.LABELS];
        }
        room(to, Attempts.LABELS);
        System.arraycopy(list, at, made, to, Attempts.LABELS);
        to += Attempts.LABELS;
      } else {
        room(to, length);
        System.arraycopy(list, at, made, to, length);
        to += length;
      }
      at += length;
    }
    settle(key, count);
  }

  @Override
  public int drop(int key) {
    int dropped = lists.count(key);
    lists.store(key, made, 0, 0);
    total -= dropped;
    return dropped;
  }

  @Override
  public void giveUpOldest(int key) {
    int first = lists.first(key);
    int end = lists.end(key) - first;
    room(0, end);
    System.arraycopy(lists.ints(key), first, made, 0, end);
    decideFirst(end);
    settle(key, lists.count(key));
  }

  @Override
  public boolean isActive(int key) {
    return lists.has(key);
  }

  @Override
  public boolean isQuiet(int key) {
    int[] list = lists.ints(key);
    for (int i = lists.count(key), at = lists.first(key); i > 0; i--) {
      int state = list[at + Attempts.STATE];
      if (automaton.awaits(state) >= 0 || list[at + Attempts.BEST] != Nodes.NONE) {
        return false;
      }
      at += attempts.length(state);
    }
    return true;
  }

  @Override
  public int oldest(int key) {
    return lists.oldest(key);
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

  @Override
  public boolean isMany(int key) {
    return lists.count(key) >= MANY;
  }

  @Override
  public void move(int key, Cohorts to) {
    int[] list = lists.ints(key);
    for (int i = lists.count(key), at = lists.first(key); i > 0; i--) {
      to.follow(key, to.add(key, list, at));
      at += attempts.length(list[at + Attempts.STATE]);
    }
    drop(key);
  }

  @Override
  public AttemptLists references() {
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
