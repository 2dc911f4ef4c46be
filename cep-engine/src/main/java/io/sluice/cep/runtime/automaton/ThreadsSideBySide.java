package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.census.Census;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * As {@link StartsSideBySide}, where conditions look at other rows of the match. The attempts of a
 * key are one array, in the order of their starts: how many, how many ints, then one after the
 * other.
 */
final class ThreadsSideBySide implements Starts, Compaction.Owner {
  private static final int FIRST = 2;

  private final Threads threads;
  private final TakenRows rows;
  private final Letters letters;
  private final Owner owner;
  private final long within;
  private final boolean bounded;
  private final int mostOfKey;
  private final boolean timeouts;
  private int @Nullable [][] lists = new int[8][];
  private int total;

  ThreadsSideBySide(
      MatchProgram program, Threads threads, Letters letters, int mostOfKey, Owner owner) {
    this.threads = threads;
    this.rows = threads.rows;
    this.letters = letters;
    this.owner = owner;
    this.within = program.within().orElse(PreferredCore.NEVER);
    this.bounded = program.bounded();
    this.timeouts = program.timeouts() && program.within().isPresent();
    this.mostOfKey = mostOfKey;
  }

  @Override
  public boolean mayBegin(int letter) {
    return threads.mayBegin(letters.letter(letter));
  }

  @Override
  public boolean row(int key, int letter, Event event, long clock) {
    int[] list = room(key);
    long may = letters.letter(letter);
    boolean mayBegin = threads.mayBegin(may);
    if (!mayBegin && passedOver(list, may)) {
      return false;
    }
    threads.row(event, key, may, Nodes.NONE);
    int count = list[0];
    int changed = firstChanged(list);
    if (!mayBegin && changed == list[1]) {
      return false;
    }
    // What stands before the first attempt that changes stays where it is.
    int to = FIRST;
    for (int at = changed; at < list[1]; at += threads.length(list, at)) {
      boolean same = list[at + Threads.COUNT] == 0 || threads.passesOver(list, at);
      to = same ? threads.copy(list, at, to) : threads.step(list, at, to);
    }
    boolean began = false;
    if (mayBegin) {
      int end = threads.begin(to);
      began = end > to;
      to = end;
    }
    if (began) {
      rows.begins(threads.taken());
      count++;
      total++;
    } else if (changed == list[1]) {
      return false;
    }
    store(key, changed, to, count);
    if (count > mostOfKey) {
      owner.problems(key).tooManyOfKey(key, event);
      decideFirst(room(key));
    }
    settle(key, Long.MIN_VALUE);
    return true;
  }

  private boolean passedOver(int[] list, long may) {
    for (int at = FIRST; at < list[1]; at += threads.length(list, at)) {
      if (list[at + Threads.COUNT] > 0 && !threads.passesOver(may, list, at)) {
        return false;
      }
    }
    return true;
  }

  private int firstChanged(int[] list) {
    int at = FIRST;
    while (at < list[1] && (list[at + Threads.COUNT] == 0 || threads.passesOver(list, at))) {
      at += threads.length(list, at);
    }
    return at;
  }

  /** Puts what was made from FIRST on behind what stands before {@code from}. */
  private void store(int key, int from, int to, int count) {
    int[] list = room(key);
    int end = from + to - FIRST;
    if (list.length < end) {
      list = Arrays.copyOf(list, end + end / 2);
      lists[key] = list;
    }
    System.arraycopy(threads.made(), FIRST, list, from, to - FIRST);
    list[0] = count;
    list[1] = end;
  }

  /** The threads of the first attempt end. */
  private void decideFirst(int[] list) {
    int rest = FIRST + threads.length(list, FIRST);
    list[FIRST + Threads.COUNT] = 0;
    System.arraycopy(list, rest, list, FIRST + Threads.HEAD, list[1] - rest);
    list[1] -= rest - FIRST - Threads.HEAD;
  }

  /** Tells what is decided, and keeps the others; a bounded query in the order of first rows. */
  private void settle(int key, long bound) {
    int[] list = room(key);
    int count = list[0];
    int end = list[1];
    int to = FIRST;
    boolean waits = false;
    list[0] = 0;
    for (int i = 0, at = FIRST; i < count; i++) {
      int length = threads.length(list, at);
      int best = list[at + Threads.BEST];
      boolean timedOut = list[at + Threads.COUNT] == Threads.TIMED_OUT;
      boolean decided = timedOut || list[at + Threads.COUNT] == 0;
      waits |= bounded && !decided;
      if (!decided || waits && best != Nodes.NONE) {
        if (to != at) {
          System.arraycopy(list, at, list, to, length);
        }
        to += length;
        list[0]++;
      } else {
        total--;
        if (timedOut) {
          owner.timeout(key, best, bound);
        } else if (best != Nodes.NONE) {
          boolean byBound = list[at + Threads.START] < 0;
          owner.tell(key, best, byBound ? bound : Long.MIN_VALUE);
        }
      }
      at += length;
    }
    list[1] = to;
    if (to > end) {
      throw new IllegalStateException("attempts only become fewer here");
    }
  }

  @Override
  public void pass(int key, long time) {
    pass(key, time, false);
  }

  @Override
  public void passOldest(int key, long time) {
    pass(key, time, true);
  }

  private void pass(int key, long time, boolean oldest) {
    int[] list = room(key);
    int to = FIRST;
    int end = list[1];
    for (int at = FIRST; at < end; ) {
      int length = threads.length(list, at);
      int start = list[at + Threads.START];
      if (threads.hasGap() && list[at + Threads.COUNT] > 0) {
        threads.passGaps(list, at, time, PreferredCore.bound(rows.time(start), within));
      }
      boolean decided = list[at + Threads.COUNT] == 0;
      int kept = threads.length(list, at);
      boolean passes = !oldest || at == FIRST;
      if (passes && !decided && PreferredCore.bound(rows.time(start), within) <= time) {
        boolean none = list[at + Threads.BEST] == Nodes.NONE;
        int preferred = threads.preferred(list, at);
        if (threads.expire(list, at)) {
          list[at + Threads.START] = start | Nodes.BOTTOM;
        } else if (timeouts && none) {
          // What began before it has the same bound or an earlier one, so it is told at once.
          list[at + Threads.COUNT] = Threads.TIMED_OUT;
          list[at + Threads.BEST] = preferred;
        }
        kept = Threads.HEAD;
      }
      if (to != at) {
        System.arraycopy(list, at, list, to, kept);
      }
      to += kept;
      at += length;
    }
    list[1] = to;
    settle(key, time);
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
    decideFirst(room(key));
    settle(key, Long.MIN_VALUE);
  }

  @Override
  public boolean isActive(int key) {
    int[] list = key < lists.length ? lists[key] : null;
    return list != null && list[0] > 0;
  }

  /** It is not looked for. */
  @Override
  public boolean isQuiet(int key) {
    return false;
  }

  @Override
  public int oldest(int key) {
    return room(key)[FIRST + Threads.START] & TakenRows.MASK;
  }

  @Override
  public boolean isOldest(int key, int row) {
    int[] list = key < lists.length ? lists[key] : null;
    return list != null && list[0] > 0 && list[FIRST + Threads.START] == row;
  }

  @Override
  public int attempts() {
    return total;
  }

  @Override
  public long asked(int key, int letter) {
    long asked = threads.askedToBegin(letters.letter(letter));
    if (key >= 0) {
      int[] list = room(key);
      for (int at = FIRST; at < list[1]; at += threads.length(list, at)) {
        asked |= threads.asked(list, at);
      }
    }
    return asked;
  }

  @Override
  public void count(int key, Census to) {
    int[] list = room(key);
    for (int at = FIRST; at < list[1]; at += threads.length(list, at)) {
      threads.count(list, at, to);
    }
  }

  @Override
  public void clear() {
    lists = new int[8][];
    total = 0;
  }

  private int[] room(int key) {
    if (key >= lists.length) {
      lists = Arrays.copyOf(lists, Math.max(2 * lists.length, key + 1));
    }
    int[] list = lists[key];
    if (list == null) {
      list = new int[16];
      list[1] = FIRST;
      lists[key] = list;
    }
    return list;
  }

  @Override
  public int keys() {
    return lists.length;
  }

  @Override
  public void rewrite(Compaction.References references) {
    for (int key = 0; key < lists.length; key++) {
      int[] list = lists[key];
      if (list != null && list[0] > 0) {
        for (int at = FIRST; at < list[1]; ) {
          at += threads.rewrite(list, at, references);
        }
        references.changed(key);
      }
    }
  }

  @Override
  public void moved() {
    threads.restored();
  }

  // ---- state ----

  @Override
  public void write(int key, PartOutput out) {
    int[] list = room(key);
    out.number(list[0]);
    for (int at = FIRST; at < list[1]; at += threads.length(list, at)) {
      threads.write(list, at, out);
    }
  }

  @Override
  public void read(int key, PartInput in) {
    int count = in.count();
    for (int i = 0; i < count; i++) {
      int[] attempt = threads.read(in);
      int[] list = room(key);
      int end = list[1] + attempt.length;
      if (list.length < end) {
        list = Arrays.copyOf(list, end + end / 2);
        lists[key] = list;
      }
      System.arraycopy(attempt, 0, list, list[1], attempt.length);
      list[0]++;
      list[1] = end;
    }
    total += count;
  }

  @Override
  public void restored() {
    threads.restored();
  }
}
