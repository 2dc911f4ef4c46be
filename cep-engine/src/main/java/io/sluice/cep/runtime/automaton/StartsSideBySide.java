package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.PatternProgram;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * SKIP TO NEXT ROW: every row may begin an attempt, whatever became of those before it. The
 * attempts of a key are one array, in the order of their starts: how many, how many ints, then one
 * after the other.
 */
final class StartsSideBySide implements Starts {
  private static final int FIRST = 2;

  private final Attempts attempts;
  private final ListAutomaton automaton;
  private final TakenRows rows;
  private final Owner owner;
  private final long within;
  private final PatternProgram program;
  private final boolean bounded;
  private final int mostOfKey;
  private int @Nullable [][] lists = new int[8][];
  private int[] made = new int[64];
  private int total;

  StartsSideBySide(MatchProgram program, Attempts attempts, int mostOfKey, Owner owner) {
    this.attempts = attempts;
    this.automaton = attempts.automaton;
    this.rows = attempts.rows;
    this.owner = owner;
    this.within = program.within().orElseThrow();
    this.bounded = program.bounded();
    this.program = program.pattern();
    this.mostOfKey = mostOfKey;
  }

  @Override
  public boolean row(int key, int letter, Event event, long clock) {
    ListAutomaton.Step begin = automaton.step(ListAutomaton.START, letter);
    int[] list = room(key);
    if (begin.dead() && leavesAsItIs(list, letter)) {
      return false;
    }
    int number = Nodes.NONE;
    int count = list[0];
    int to = FIRST;
    for (int i = 0, at = FIRST; i < count; i++) {
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
    if (!begin.dead()) {
      if (number == Nodes.NONE) {
        number = rows.add(event, key, attempts.nodes.next());
      }
      rows.begins(number);
      room(to, Attempts.length(begin));
      to += attempts.begin(begin, made, to, number);
      count++;
      total++;
      if (count > mostOfKey) {
        owner.problems(key).tooManyOfKey(key, event);
        to = decideFirst(to);
      }
    }
    settle(key, count, Long.MIN_VALUE);
    return true;
  }

  /** The threads of the first attempt end; where what was made ends then. */
  private int decideFirst(int end) {
    int length = attempts.length(made[FIRST + Attempts.STATE]);
    made[FIRST + Attempts.STATE] = ListAutomaton.DECIDED;
    int rest = FIRST + length;
    System.arraycopy(made, rest, made, FIRST + Attempts.LABELS, end - rest);
    return end - length + Attempts.LABELS;
  }

  private boolean leavesAsItIs(int[] list, int letter) {
    for (int i = 0, at = FIRST; i < list[0]; i++) {
      int state = list[at + Attempts.STATE];
      if (state != ListAutomaton.DECIDED && !automaton.step(state, letter).same()) {
        return false;
      }
      at += attempts.length(state);
    }
    return true;
  }

  /**
   * Tells what is decided of the attempts in {@code made}, and keeps the others; a bounded query
   * tells in the order of first rows.
   */
  private void settle(int key, int count, long bound) {
    int kept = 0;
    int to = FIRST;
    boolean waits = false;
    for (int i = 0, at = FIRST; i < count; i++) {
      int state = made[at + Attempts.STATE];
      int length = attempts.length(state);
      int best = made[at + Attempts.BEST];
      boolean decided = state == ListAutomaton.DECIDED;
      waits |= bounded && !decided;
      if (!decided || waits && best != Nodes.NONE) {
        System.arraycopy(made, at, made, to, length);
        to += length;
        kept++;
      } else {
        total--;
        if (best != Nodes.NONE) {
          owner.tell(key, best, byBound(at) ? bound : Long.MIN_VALUE);
        }
      }
      at += length;
    }
    store(key, kept, to);
  }

  private boolean byBound(int at) {
    return made[at + Attempts.START] < 0;
  }

  private void store(int key, int count, int to) {
    int[] list = room(key);
    if (list.length < to) {
      list = new int[to + to / 2];
      lists[key] = list;
    }
    System.arraycopy(made, FIRST, list, FIRST, to - FIRST);
    list[0] = count;
    list[1] = to;
  }

  private int[] room(int key) {
    if (key >= lists.length) {
      lists = Arrays.copyOf(lists, Math.max(2 * lists.length, key + 1));
    }
    int[] list = lists[key];
    if (list == null) {
      list = new int[8];
      list[1] = FIRST;
      lists[key] = list;
    }
    return list;
  }

  private void room(int to, int length) {
    if (to + length > made.length) {
      made = Arrays.copyOf(made, 2 * (to + length));
    }
  }

  @Override
  public void pass(int key, long time) {
    int[] list = room(key);
    int end = list[1];
    room(0, end);
    int to = FIRST;
    for (int i = 0, at = FIRST; i < list[0]; i++) {
      int length = attempts.length(list[at + Attempts.STATE]);
      int start = list[at + Attempts.START];
      boolean decided = list[at + Attempts.STATE] == ListAutomaton.DECIDED;
      if (!decided && PreferredCore.bound(rows.time(start), within) <= time) {
        if (attempts.expire(list, at)) {
          list[at + Attempts.START] = start | Nodes.BOTTOM;
        }
        System.arraycopy(list, at, made, to, Attempts.LABELS);
        to += Attempts.LABELS;
      } else {
        System.arraycopy(list, at, made, to, length);
        to += length;
      }
      at += length;
    }
    settle(key, list[0], time);
  }

  @Override
  public int drop(int key) {
    int[] list = room(key);
    int dropped = list[0];
    list[0] = 0;
    list[1] = FIRST;
    total -= dropped;
    return dropped;
  }

  @Override
  public void giveUpOldest(int key) {
    int[] list = room(key);
    room(0, list[1]);
    System.arraycopy(list, 0, made, 0, list[1]);
    decideFirst(list[1]);
    settle(key, list[0], Long.MIN_VALUE);
  }

  @Override
  public boolean isActive(int key) {
    int[] list = key < lists.length ? lists[key] : null;
    return list != null && list[0] > 0;
  }

  @Override
  public boolean isQuiet(int key) {
    int[] list = room(key);
    for (int i = 0, at = FIRST; i < list[0]; i++) {
      int state = list[at + Attempts.STATE];
      if (automaton.awaits(state) >= 0 || list[at + Attempts.BEST] != Nodes.NONE) {
        return false;
      }
      at += attempts.length(state);
    }
    return true;
  }

  @Override
  public boolean isOldest(int key, int row) {
    int[] list = key < lists.length ? lists[key] : null;
    return list != null && list[0] > 0 && list[FIRST + Attempts.START] == row;
  }

  @Override
  public int attempts() {
    return total;
  }

  @Override
  public long asked(int key, int letter) {
    long asked = automaton.step(ListAutomaton.START, letter).asked();
    if (key >= 0) {
      int[] list = room(key);
      for (int i = 0, at = FIRST; i < list[0]; i++) {
        int state = list[at + Attempts.STATE];
        asked |= automaton.step(state, letter).asked();
        at += attempts.length(state);
      }
    }
    return asked;
  }

  @Override
  public void clear() {
    lists = new int[8][];
    total = 0;
  }

  @Override
  public void write(int key, PartOutput out) {
    int[] list = room(key);
    out.number(list[0]);
    for (int i = 0, at = FIRST; i < list[0]; i++) {
      at += AttemptCodec.write(attempts, list, at, out);
    }
  }

  @Override
  public void read(int key, PartInput in) {
    int count = in.count();
    int to = FIRST;
    for (int i = 0; i < count; i++) {
      int[] attempt = AttemptCodec.read(attempts, program, in);
      room(to, attempt.length);
      System.arraycopy(attempt, 0, made, to, attempt.length);
      to += attempt.length;
    }
    total += count;
    store(key, count, to);
  }
}
