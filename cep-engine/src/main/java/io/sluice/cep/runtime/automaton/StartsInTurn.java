package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.PatternProgram;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Skip modes in which a match takes its rows away from later starts: a key has one open attempt,
 * and keeps the letters of the rows behind its first row that may begin the next one. When the open
 * attempt is decided, the next start is followed over them.
 *
 * <p>A row remembers a state from which the rows behind it did not lead an attempt to a match; one
 * that gets there later will not either, so what fails is not read again and again.
 *
 * <p>What a key keeps is one array: where the kept rows begin and end, how far the open attempt has
 * read, how many of them may begin an attempt; then four ints a row: its number, its letter with a
 * bit for rows that may begin one, the state that leads nowhere, the state that was reached.
 */
final class StartsInTurn implements Starts {
  private static final int FROM = 0;
  private static final int TO = 1;
  private static final int READ = 2;
  private static final int BEGINNERS = 3;
  private static final int HEAD = 4;
  private static final int ROW = 4;

  private static final int LETTER = 1;
  private static final int NOWHERE = 2;
  private static final int REACHED = 3;

  private final Attempts attempts;
  private final ListAutomaton automaton;
  private final TakenRows rows;
  private final Letters letters;
  private final PatternProgram program;
  private final Owner owner;
  private final long within;
  private final long later;
  private int @Nullable [][] open = new int[8][];
  private int @Nullable [][] kept = new int[8][];
  private int[] made = new int[16];
  private int total;

  /** Whether a bound ended a part of the key's open attempt, so that it did not fail by rows. */
  private boolean[] bounded = new boolean[8];

  StartsInTurn(MatchProgram program, Attempts attempts, Letters letters, Owner owner) {
    this.attempts = attempts;
    this.automaton = attempts.automaton;
    this.rows = attempts.rows;
    this.letters = letters;
    this.program = program.pattern();
    this.owner = owner;
    this.within = program.within().orElseThrow();
    this.later = program.facts().restful() ? letters.mask(program.facts().later()) : -1;
  }

  @Override
  public boolean row(int key, int letter, Event event, long clock) {
    room(key);
    int[] attempt = attempt(key);
    ListAutomaton.Step begin = automaton.step(ListAutomaton.START, letter);
    if (attempt[Attempts.STATE] == ListAutomaton.DECIDED) {
      if (begin.dead()) {
        return false;
      }
      int number = rows.add(event, key, attempts.nodes.next());
      rows.begins(number);
      total++;
      begin(key, begin, number);
      settle(key, clock, Long.MIN_VALUE);
      return true;
    }
    ListAutomaton.Step step = automaton.step(attempt[Attempts.STATE], letter);
    boolean begins = !begin.dead();
    int[] keeps = kept[key];
    boolean keep =
        begins
            || keeps != null
                && keeps[BEGINNERS] > 0
                && (later == -1 || (letters.letter(letter) & later) != 0);
    if (step.same() && !keep) {
      return false;
    }
    int number = Nodes.NONE;
    if (keep || step.takes()) {
      number = rows.add(event, key, attempts.nodes.next());
    }
    if (!step.same()) {
      step(key, step, number);
    }
    if (keep) {
      if (begins) {
        rows.begins(number);
      }
      keep(key, number, letter, begins);
    }
    settle(key, clock, Long.MIN_VALUE);
    return true;
  }

  private void keep(int key, int number, int letter, boolean begins) {
    int[] keeps = kept[key];
    if (keeps == null) {
      keeps = new int[HEAD + 4 * ROW];
      keeps[FROM] = keeps[TO] = keeps[READ] = HEAD;
      kept[key] = keeps;
    }
    if (keeps[TO] == keeps.length) {
      keeps = roomier(keeps);
      kept[key] = keeps;
    }
    int at = keeps[TO];
    keeps[at] = number;
    keeps[at + LETTER] = letter << 1 | (begins ? 1 : 0);
    keeps[at + NOWHERE] = ListAutomaton.DECIDED;
    keeps[at + REACHED] = attempt(key)[Attempts.STATE];
    keeps[TO] = at + ROW;
    keeps[READ] = at + ROW;
    keeps[BEGINNERS] += begins ? 1 : 0;
  }

  /** Kept rows move to the front, of a greater array where they fill more than half. */
  private static int[] roomier(int[] keeps) {
    int from = keeps[FROM];
    int size = keeps[TO] - from;
    int[] to = 2 * size > keeps.length ? new int[2 * keeps.length] : keeps;
    int beginners = keeps[BEGINNERS];
    int read = keeps[READ] - from;
    System.arraycopy(keeps, from, to, HEAD, size);
    to[FROM] = HEAD;
    to[TO] = HEAD + size;
    to[READ] = HEAD + read;
    to[BEGINNERS] = beginners;
    return to;
  }

  private void begin(int key, ListAutomaton.Step step, int number) {
    int[] attempt = room(key, Attempts.length(step));
    attempts.begin(step, attempt, 0, number);
    bounded[key] = false;
  }

  private void step(int key, ListAutomaton.Step step, int number) {
    int length = Attempts.length(step);
    if (made.length < length) {
      made = new int[2 * length];
    }
    attempts.step(step, attempt(key), 0, made, 0, number);
    System.arraycopy(made, 0, room(key, length), 0, length);
  }

  // ---- the next start ----

  /**
   * @param bound that has decided the open attempt, or MIN_VALUE
   */
  private void settle(int key, long clock, long bound) {
    long decidedBy = bound;
    while (attempt(key)[Attempts.STATE] == ListAutomaton.DECIDED) {
      int[] attempt = attempt(key);
      int best = attempt[Attempts.BEST];
      int end = Nodes.NONE;
      boolean again = false;
      if (best != Nodes.NONE) {
        int start = attempt[Attempts.START];
        FoundRows found = owner.tell(key, best, decidedBy);
        Skips skips = owner.skips(key);
        end = skips.end(found, start);
        again = skips.again();
      } else if (!bounded[key]) {
        markNowhere(key);
      }
      decidedBy = Long.MIN_VALUE;
      if (!next(key, end, again)) {
        attempt = attempt(key);
        attempt[Attempts.STATE] = ListAutomaton.DECIDED;
        attempt[Attempts.BEST] = Nodes.NONE;
        total--;
        return;
      }
      if (isOpen(key) && bound(key) <= clock) {
        decidedBy = expire(key, bound(key));
      }
    }
  }

  private boolean isOpen(int key) {
    return attempt(key)[Attempts.STATE] != ListAutomaton.DECIDED;
  }

  private long bound(int key) {
    return PreferredCore.bound(rows.time(attempt(key)[Attempts.START]), within);
  }

  /** The time of the result, where the bound itself has found a match. */
  private long expire(int key, long time) {
    bounded[key] = true;
    return attempts.expire(attempt(key), 0) ? time : Long.MIN_VALUE;
  }

  /**
   * Begins with the first kept row behind {@code end} that may begin an attempt, and follows it
   * over those behind it.
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
      if ((keeps[at + LETTER] & 1) == 0) {
        continue;
      }
      keeps[BEGINNERS]--;
      int number = keeps[at];
      if (end == Nodes.NONE || TakenRows.isNewer(number, end) || again && number == end) {
        begin(key, automaton.step(ListAutomaton.START, keeps[at + LETTER] >>> 1), number);
        keeps[READ] = keeps[FROM];
        follow(key, keeps);
        return true;
      }
    }
    keeps[FROM] = keeps[TO] = keeps[READ] = HEAD;
    keeps[BEGINNERS] = 0;
    return false;
  }

  private void follow(int key, int[] keeps) {
    int[] attempt = attempt(key);
    while (keeps[READ] < keeps[TO] && attempt[Attempts.STATE] != ListAutomaton.DECIDED) {
      int at = keeps[READ];
      ListAutomaton.Step step = automaton.step(attempt[Attempts.STATE], keeps[at + LETTER] >>> 1);
      if (!step.same()) {
        step(key, step, keeps[at]);
        attempt = attempt(key);
      }
      int reached = attempt[Attempts.STATE];
      keeps[at + REACHED] = reached;
      keeps[READ] = at + ROW;
      if (reached == keeps[at + NOWHERE]) {
        attempt[Attempts.STATE] = ListAutomaton.DECIDED;
      }
    }
  }

  /** The attempt got to no match, and no bound was to blame. */
  private void markNowhere(int key) {
    int[] keeps = kept[key];
    if (keeps != null) {
      for (int at = keeps[FROM]; at < keeps[READ]; at += ROW) {
        keeps[at + NOWHERE] = keeps[at + REACHED];
      }
    }
  }

  // ---- bounds, limits ----

  @Override
  public void pass(int key, long time) {
    if (isOpen(key) && bound(key) <= time) {
      settle(key, time, expire(key, bound(key)));
    }
  }

  @Override
  public int drop(int key) {
    int dropped = isActive(key) ? 1 : 0;
    total -= dropped;
    open[key] = null;
    kept[key] = null;
    return dropped;
  }

  @Override
  public void giveUpOldest(int key) {
    attempt(key)[Attempts.STATE] = ListAutomaton.DECIDED;
    bounded[key] = true;
    settle(key, Long.MIN_VALUE, Long.MIN_VALUE);
  }

  @Override
  public boolean isActive(int key) {
    int[] attempt = key < open.length ? open[key] : null;
    return attempt != null && attempt[Attempts.STATE] != ListAutomaton.DECIDED;
  }

  @Override
  public boolean isQuiet(int key) {
    int[] attempt = attempt(key);
    int[] keeps = kept[key];
    return automaton.awaits(attempt[Attempts.STATE]) < 0
        && attempt[Attempts.BEST] == Nodes.NONE
        && (keeps == null || keeps[BEGINNERS] == 0);
  }

  @Override
  public boolean isOldest(int key, int row) {
    return isActive(key) && attempt(key)[Attempts.START] == row;
  }

  @Override
  public int attempts() {
    return total;
  }

  @Override
  public long asked(int key, int letter) {
    int state = key >= 0 && isActive(key) ? attempt(key)[Attempts.STATE] : ListAutomaton.START;
    return automaton.step(state, letter).asked();
  }

  @Override
  public void clear() {
    open = new int[8][];
    kept = new int[8][];
    bounded = new boolean[8];
    total = 0;
  }

  // ---- arrays of keys ----

  private void room(int key) {
    if (key >= open.length) {
      int size = Math.max(2 * open.length, key + 1);
      open = Arrays.copyOf(open, size);
      kept = Arrays.copyOf(kept, size);
      bounded = Arrays.copyOf(bounded, size);
    }
    if (open[key] == null) {
      int[] attempt = new int[Attempts.LABELS + 1];
      attempt[Attempts.STATE] = ListAutomaton.DECIDED;
      attempt[Attempts.BEST] = Nodes.NONE;
      open[key] = attempt;
    }
  }

  private int[] attempt(int key) {
    int[] attempt = open[key];
    if (attempt == null) {
      throw new IllegalStateException("the key has no attempt");
    }
    return attempt;
  }

  private int[] room(int key, int length) {
    int[] attempt = attempt(key);
    if (attempt.length < length) {
      attempt = new int[length + 1];
      open[key] = attempt;
    }
    return attempt;
  }

  // ---- state ----

  @Override
  public void write(int key, PartOutput out) {
    AttemptCodec.write(attempts, attempt(key), 0, out);
    out.flag(bounded[key]);
    int[] keeps = kept[key];
    int count = keeps == null ? 0 : (keeps[TO] - keeps[FROM]) / ROW;
    out.number(count);
    for (int i = 0; keeps != null && i < count; i++) {
      int at = keeps[FROM] + i * ROW;
      out.number(keeps[at]).number(letters.letter(keeps[at + LETTER] >>> 1));
      out.flag((keeps[at + LETTER] & 1) != 0);
    }
  }

  /** What leads nowhere is found out again. */
  @Override
  public void read(int key, PartInput in) {
    room(key);
    open[key] = AttemptCodec.read(attempts, program, in);
    bounded[key] = in.flag();
    total++;
    for (int n = in.count(); n > 0; n--) {
      int number = in.count();
      int letter = letters.number(in.number());
      keep(key, number, letter, in.flag());
    }
    // The states that the open attempt went through are not known, so it must mark none.
    if (kept[key] != null) {
      bounded[key] = true;
    }
  }
}
