package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.census.Census;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * As {@link StartsInTurn}, where conditions look at other rows of the match: a key has one open
 * attempt, and keeps the rows behind its first one for those that begin later. What they may fit is
 * kept with them; what they compare is computed again.
 *
 * <p>What a key keeps is one array: where the kept rows begin and end, how many of them may begin
 * an attempt; then two ints a row: its number, and its letter with a bit for rows that may begin
 * one.
 */
final class ThreadsInTurn implements Starts, Compaction.Owner {
  private static final int FROM = 0;
  private static final int TO = 1;
  private static final int BEGINNERS = 2;
  private static final int HEAD = 3;
  private static final int ROW = 2;

  private final Threads threads;
  private final TakenRows rows;
  private final Letters letters;
  private final Owner owner;
  private final long within;
  private final long later;

  /** By key; null where no attempt is open. */
  private int @Nullable [][] open = new int[8][];

  private int @Nullable [][] kept = new int[8][];
  private int total;
  private final boolean timeouts;

  /** Labels of the attempt that a bound has just ended without a match, or NONE. */
  private int timedOut = Nodes.NONE;

  ThreadsInTurn(MatchProgram program, Threads threads, Letters letters, Owner owner) {
    this.threads = threads;
    this.rows = threads.rows;
    this.letters = letters;
    this.owner = owner;
    this.within = program.within().orElse(PreferredCore.NEVER);
    this.timeouts = program.timeouts() && program.within().isPresent();
    this.later = program.facts().restful() ? letters.mask(program.facts().later()) : -1;
  }

  @Override
  public boolean mayBegin(int letter) {
    return threads.mayBegin(letters.letter(letter));
  }

  @Override
  public boolean row(int key, int letter, Event event, long clock) {
    room(key);
    long may = letters.letter(letter);
    int[] attempt = open[key];
    boolean mayBegin = threads.mayBegin(may);
    if (attempt == null) {
      if (!mayBegin) {
        return false;
      }
      threads.row(event, key, may, Nodes.NONE);
      if (begin(key)) {
        settle(key, clock, Long.MIN_VALUE);
        return true;
      }
      return false;
    }
    int[] keeps = kept[key];
    boolean keep =
        mayBegin || keeps != null && keeps[BEGINNERS] > 0 && (later == -1 || (may & later) != 0);
    boolean passes = threads.passesOver(may, attempt, 0);
    if (passes && !keep) {
      return false;
    }
    threads.row(event, key, may, Nodes.NONE);
    passes = passes || threads.passesOver(attempt, 0);
    if (keep) {
      keep(key, threads.taken(), letter, mayBegin);
    }
    if (passes) {
      return keep;
    }
    store(key, threads.step(attempt, 0, 0));
    settle(key, clock, Long.MIN_VALUE);
    return true;
  }

  private void keep(int key, int number, int letter, boolean mayBegin) {
    int[] keeps = kept[key];
    if (keeps == null) {
      keeps = new int[HEAD + 4 * ROW];
      keeps[FROM] = keeps[TO] = HEAD;
      kept[key] = keeps;
    }
    if (keeps[TO] == keeps.length) {
      keeps = roomier(keeps);
      kept[key] = keeps;
    }
    if (mayBegin) {
      rows.begins(number);
    }
    int at = keeps[TO];
    keeps[at] = number;
    keeps[at + 1] = letter << 1 | (mayBegin ? 1 : 0);
    keeps[TO] = at + ROW;
    keeps[BEGINNERS] += mayBegin ? 1 : 0;
  }

  /** Kept rows move to the front, of a greater array where they fill more than half. */
  private static int[] roomier(int[] keeps) {
    int size = keeps[TO] - keeps[FROM];
    int[] to = 2 * size > keeps.length - HEAD ? new int[HEAD + 4 * size] : keeps;
    int beginners = keeps[BEGINNERS];
    System.arraycopy(keeps, keeps[FROM], to, HEAD, size);
    to[FROM] = HEAD;
    to[TO] = HEAD + size;
    to[BEGINNERS] = beginners;
    return to;
  }

  /** With the row that {@code threads} has; whether there is an attempt then. */
  private boolean begin(int key) {
    int end = threads.begin(0);
    if (end == 0) {
      return false;
    }
    rows.begins(threads.taken());
    if (open[key] == null) {
      total++;
    }
    store(key, end);
    return true;
  }

  private void store(int key, int length) {
    int[] attempt = open[key];
    if (attempt == null || attempt.length < length) {
      attempt = new int[length + length / 2];
      open[key] = attempt;
    }
    System.arraycopy(threads.made(), 0, attempt, 0, length);
  }

  // ---- the next start ----

  /**
   * @param bound that has decided the open attempt, or MIN_VALUE
   */
  private void settle(int key, long clock, long bound) {
    long decidedBy = bound;
    for (int[] attempt = open[key];
        attempt != null && attempt[Threads.COUNT] == 0;
        attempt = open[key]) {
      int best = attempt[Threads.BEST];
      int end = Nodes.NONE;
      boolean again = false;
      if (best != Nodes.NONE) {
        FoundRows found = owner.tell(key, best, decidedBy);
        Skips skips = owner.skips(key);
        end = skips.end(found, attempt[Threads.START]);
        again = skips.again();
      } else if (timedOut != Nodes.NONE) {
        owner.timeout(key, timedOut, bound(key));
      }
      timedOut = Nodes.NONE;
      if (!next(key, end, again)) {
        open[key] = null;
        total--;
        return;
      }
      decidedBy = passOpen(key, clock);
    }
  }

  private boolean isOpen(int key) {
    int[] attempt = open[key];
    return attempt != null && attempt[Threads.COUNT] > 0;
  }

  private long bound(int key) {
    return PreferredCore.bound(rows.time(attempt(key)[Threads.START]), within);
  }

  /** The time of the result, where the bound itself has found a match. */
  private long expire(int key, long time) {
    int[] attempt = attempt(key);
    int preferred =
        timeouts && attempt[Threads.BEST] == Nodes.NONE
            ? threads.preferred(attempt, 0)
            : Nodes.NONE;
    if (threads.expire(attempt, 0)) {
      return time;
    }
    timedOut = preferred;
    return Long.MIN_VALUE;
  }

  /**
   * Begins with the first kept row behind {@code end} that begins an attempt, and follows it over
   * those behind it.
   *
   * @param again whether it may be {@code end} itself
   */
  private boolean next(int key, int end, boolean again) {
    int[] keeps = kept[key];
    if (keeps == null) {
      return false;
    }
    while (keeps[FROM] < keeps[TO] && keeps[BEGINNERS] > 0) {
      int at = keeps[FROM];
      keeps[FROM] = at + ROW;
      if ((keeps[at + 1] & 1) == 0) {
        continue;
      }
      keeps[BEGINNERS]--;
      int number = keeps[at];
      if (end == Nodes.NONE || TakenRows.isNewer(number, end) || again && number == end) {
        threads.row(rows.event(number), key, letters.letter(keeps[at + 1] >>> 1), number);
        if (begin(key)) {
          follow(key, keeps);
          return true;
        }
      }
    }
    keeps[FROM] = keeps[TO] = HEAD;
    keeps[BEGINNERS] = 0;
    return false;
  }

  private void follow(int key, int[] keeps) {
    int[] attempt = attempt(key);
    for (int at = keeps[FROM]; at < keeps[TO] && attempt[Threads.COUNT] > 0; at += ROW) {
      if (threads.hasGap()) {
        threads.passGaps(attempt, 0, rows.time(keeps[at]), bound(key));
      }
      long may = letters.letter(keeps[at + 1] >>> 1);
      if (attempt[Threads.COUNT] == 0 || threads.passesOver(may, attempt, 0)) {
        continue;
      }
      int number = keeps[at];
      threads.row(rows.event(number), key, may, number);
      if (!threads.passesOver(attempt, 0)) {
        store(key, threads.step(attempt, 0, 0));
        attempt = attempt(key);
      }
    }
  }

  // ---- bounds, limits ----

  @Override
  public void pass(int key, long time) {
    settle(key, time, passOpen(key, time));
  }

  /** The bound of the open attempt that has found a match by that, or MIN_VALUE. */
  private long passOpen(int key, long time) {
    if (isOpen(key) && threads.hasGap()) {
      threads.passGaps(attempt(key), 0, time, bound(key));
    }
    return isOpen(key) && bound(key) <= time ? expire(key, bound(key)) : Long.MIN_VALUE;
  }

  @Override
  public int drop(int key) {
    if (!isActive(key)) {
      return 0;
    }
    open[key] = null;
    kept[key] = null;
    total--;
    return 1;
  }

  @Override
  public void giveUpOldest(int key) {
    attempt(key)[Threads.COUNT] = 0;
    settle(key, Long.MIN_VALUE, Long.MIN_VALUE);
  }

  @Override
  public boolean isActive(int key) {
    return key < open.length && open[key] != null;
  }

  /** It is not looked for. */
  @Override
  public boolean isQuiet(int key) {
    return false;
  }

  @Override
  public int oldest(int key) {
    return attempt(key)[Threads.START];
  }

  @Override
  public boolean isOldest(int key, int row) {
    return isActive(key) && attempt(key)[Threads.START] == row;
  }

  @Override
  public int attempts() {
    return total;
  }

  @Override
  public long asked(int key, int letter) {
    return key >= 0 && isActive(key)
        ? threads.asked(attempt(key), 0)
        : threads.askedToBegin(letters.letter(letter));
  }

  @Override
  public void count(int key, Census to) {
    int[] attempt = open[key];
    if (attempt != null) {
      threads.count(attempt, 0, to);
    }
  }

  @Override
  public void clear() {
    open = new int[8][];
    kept = new int[8][];
    total = 0;
  }

  private void room(int key) {
    if (key >= open.length) {
      int size = Math.max(2 * open.length, key + 1);
      open = Arrays.copyOf(open, size);
      kept = Arrays.copyOf(kept, size);
    }
  }

  private int[] attempt(int key) {
    int[] attempt = open[key];
    if (attempt == null) {
      throw new IllegalStateException("the key has no attempt");
    }
    return attempt;
  }

  @Override
  public int keys() {
    return open.length;
  }

  @Override
  public void rewrite(Compaction.References references) {
    for (int key = 0; key < open.length; key++) {
      if (isActive(key)) {
        threads.rewrite(attempt(key), 0, references);
        int[] keeps = kept[key];
        for (int at = keeps == null ? 0 : keeps[FROM]; keeps != null && at < keeps[TO]; ) {
          keeps[at] = references.row(keeps[at]);
          int beginsToo = keeps[at + 1] & 1;
          keeps[at + 1] = references.letter(keeps[at + 1] >>> 1) << 1 | beginsToo;
          at += ROW;
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
    threads.write(attempt(key), 0, out);
    int[] keeps = kept[key];
    int count = keeps == null ? 0 : (keeps[TO] - keeps[FROM]) / ROW;
    out.number(count);
    for (int i = 0; keeps != null && i < count; i++) {
      int at = keeps[FROM] + i * ROW;
      out.number(keeps[at]).number(letters.letter(keeps[at + 1] >>> 1));
      out.flag((keeps[at + 1] & 1) != 0);
    }
  }

  @Override
  public void read(int key, PartInput in) {
    room(key);
    open[key] = threads.read(in);
    total++;
    for (int n = in.count(); n > 0; n--) {
      int number = in.count();
      int letter = letters.number(in.number());
      keep(key, number, letter, in.flag());
    }
  }

  @Override
  public void restored() {
    threads.restored();
  }
}
