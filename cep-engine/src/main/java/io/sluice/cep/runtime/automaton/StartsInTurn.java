package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.PatternProgram;
import io.sluice.cep.runtime.census.Census;
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
final class StartsInTurn implements StartsTogether.Few, Compaction.Owner {
  /** Where a start has to read so many rows again, later ones would too. */
  private static final int MANY = 32;

  private static final int FROM = 0;
  private static final int TO = 1;
  private static final int READ = 2;
  private static final int BEGINNERS = 3;
  private static final int HEAD = 4;
  private static final int ROW = 4;

  private static final int LETTER = 1;
  private static final int NOWHERE = 2;
  private static final int REACHED = 3;

  /** Ints before an open attempt. */
  private static final int FLAG = 1;

  private final Attempts attempts;
  private final ListAutomaton automaton;
  private final TakenRows rows;
  private final Letters letters;
  private final PatternProgram program;
  private final Owner owner;
  private final long within;
  private final long later;

  /**
   * Of each key 1 where a bound ended a part of its open attempt, so that it did not fail by rows,
   * else 0; then the open attempt.
   */
  private final KeyBlocks open = new KeyBlocks();

  /** Of keys that keep rows; others may be beyond its end. */
  private int @Nullable [][] kept = new int[8][];

  private int[] made = new int[16];
  private int total;
  private final boolean timeouts;

  /** The key whose last start has had many rows to read again, or NONE. */
  private int manyOf = Nodes.NONE;

  /** Labels of the attempt that a bound has just ended without a match, or NONE. */
  private int timedOut = Nodes.NONE;

  StartsInTurn(MatchProgram program, Attempts attempts, Letters letters, Owner owner) {
    this.attempts = attempts;
    this.automaton = attempts.automaton;
    this.rows = attempts.rows;
    this.letters = letters;
    this.program = program.pattern();
    this.owner = owner;
    this.within = program.within().orElse(PreferredCore.NEVER);
    this.timeouts = program.timeouts() && program.within().isPresent();
    this.later = program.facts().restful() ? letters.mask(program.facts().later()) : -1;
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
    room(key);
    boolean begins = automaton.begins(atFirst, letter);
    int state = state(key);
    if (state == ListAutomaton.DECIDED) {
      if (!begins) {
        return false;
      }
      int number = rows.add(event, key, attempts.nodes.next());
      rows.begins(number);
      total++;
      begin(key, atFirst, letter, number);
      settle(key, clock, Long.MIN_VALUE);
      return true;
    }
    ListAutomaton.Step step = automaton.step(state, letter);
    int[] keeps = kept(key);
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
    int[] keeps = kept(key);
    if (keeps == null) {
      if (key >= kept.length) {
        kept = Arrays.copyOf(kept, Math.max(2 * kept.length, key + 1));
      }
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
    keeps[at + REACHED] = state(key);
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

  private void begin(int key, boolean atFirst, int letter, int number) {
    ListAutomaton.Step step = automaton.step(automaton.start(atFirst), letter);
    open.room(key, FLAG + Attempts.length(step));
    attempts.begin(atFirst, step, open.ints(key), attempt(key), number);
    bounded(key, false);
  }

  private void step(int key, ListAutomaton.Step step, int number) {
    int length = Attempts.length(step);
    if (made.length < length) {
      made = new int[2 * length];
    }
    attempts.step(step, open.ints(key), attempt(key), made, 0, number);
    open.room(key, FLAG + length);
    System.arraycopy(made, 0, open.ints(key), attempt(key), length);
  }

  // ---- the next start ----

  /**
   * @param bound that has decided the open attempt, or MIN_VALUE
   */
  private void settle(int key, long clock, long bound) {
    long decidedBy = bound;
    while (state(key) == ListAutomaton.DECIDED) {
      int best = of(key, Attempts.BEST);
      int end = Nodes.NONE;
      boolean again = false;
      if (best != Nodes.NONE) {
        int start = of(key, Attempts.START);
        FoundRows found = owner.tell(key, best, decidedBy);
        Skips skips = owner.skips(key);
        end = skips.end(found, start);
        again = skips.again();
      } else if (!bounded(key)) {
        markNowhere(key);
      } else if (timedOut != Nodes.NONE) {
        owner.timeout(key, timedOut, bound(key));
      }
      timedOut = Nodes.NONE;
      decidedBy = Long.MIN_VALUE;
      if (!next(key, end, again)) {
        open.free(key);
        total--;
        return;
      }
      if (isOpen(key) && bound(key) <= clock) {
        decidedBy = expire(key, bound(key));
      }
    }
  }

  private boolean isOpen(int key) {
    return state(key) != ListAutomaton.DECIDED;
  }

  private long bound(int key) {
    return PreferredCore.bound(rows.time(of(key, Attempts.START)), within);
  }

  /** The time of the result, where the bound itself has found a match. */
  private long expire(int key, long time) {
    bounded(key, true);
    int preferred =
        timeouts && of(key, Attempts.BEST) == Nodes.NONE ? of(key, Attempts.LABELS) : Nodes.NONE;
    if (attempts.expire(open.ints(key), attempt(key))) {
      return time;
    }
    timedOut = preferred;
    return Long.MIN_VALUE;
  }

  /**
   * Begins with the first kept row behind {@code end} that may begin an attempt, and follows it
   * over those behind it.
   *
   * @param again whether it may be {@code end} itself
   */
  private boolean next(int key, int end, boolean again) {
    int[] keeps = kept(key);
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
        begin(key, false, keeps[at + LETTER] >>> 1, number);
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
    int state = state(key);
    if ((keeps[TO] - keeps[READ]) / ROW >= MANY) {
      manyOf = key;
    }
    while (keeps[READ] < keeps[TO] && state != ListAutomaton.DECIDED) {
      int at = keeps[READ];
      ListAutomaton.Step step = automaton.step(state, keeps[at + LETTER] >>> 1);
      if (!step.same()) {
        step(key, step, keeps[at]);
        state = step.target();
      }
      keeps[at + REACHED] = state;
      keeps[READ] = at + ROW;
      if (state == keeps[at + NOWHERE]) {
        state = ListAutomaton.DECIDED;
        set(key, Attempts.STATE, state);
      }
    }
  }

  /** The attempt got to no match, and no bound was to blame. */
  private void markNowhere(int key) {
    int[] keeps = kept(key);
    if (keeps != null) {
      for (int at = keeps[FROM]; at < keeps[READ]; at += ROW) {
        keeps[at + NOWHERE] = keeps[at + REACHED];
      }
    }
  }

  // ---- many starts ----

  @Override
  public boolean isMany(int key) {
    boolean is = manyOf == key && isActive(key);
    manyOf = Nodes.NONE;
    return is;
  }

  /** The open attempt is the oldest start; those behind it have not had their turn yet. */
  @Override
  public void move(int key, Cohorts to) {
    int start = to.add(key, open.ints(key), attempt(key));
    int[] keeps = kept(key);
    for (int at = keeps == null ? 0 : keeps[FROM]; keeps != null && at < keeps[TO]; at += ROW) {
      to.again(key, keeps[at + LETTER] >>> 1, keeps[at], (keeps[at + LETTER] & 1) != 0);
    }
    to.follow(key, start);
    drop(key);
  }

  @Override
  public Compaction.Owner references() {
    return this;
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
    if (open.has(key)) {
      open.free(key);
    }
    if (key < kept.length) {
      kept[key] = null;
    }
    return dropped;
  }

  @Override
  public void giveUpOldest(int key) {
    set(key, Attempts.STATE, ListAutomaton.DECIDED);
    bounded(key, true);
    settle(key, Long.MIN_VALUE, Long.MIN_VALUE);
  }

  @Override
  public boolean isActive(int key) {
    return open.has(key) && isOpen(key);
  }

  @Override
  public boolean isQuiet(int key) {
    int[] keeps = kept(key);
    return automaton.awaits(state(key)) < 0
        && of(key, Attempts.BEST) == Nodes.NONE
        && (keeps == null || keeps[BEGINNERS] == 0);
  }

  @Override
  public int oldest(int key) {
    return of(key, Attempts.START);
  }

  @Override
  public boolean isOldest(int key, int row) {
    return isActive(key) && of(key, Attempts.START) == row;
  }

  @Override
  public int attempts() {
    return total;
  }

  @Override
  public long asked(int key, int letter) {
    return key >= 0 && isActive(key)
        ? automaton.step(state(key), letter).asked()
        : automaton.askedToBegin(key < 0, letter);
  }

  @Override
  public void count(int key, Census to) {
    attempts.count(open.ints(key), attempt(key), to);
  }

  @Override
  public void clear() {
    open.clear();
    kept = new int[8][];
    total = 0;
  }

  // ---- arrays of keys ----

  private void room(int key) {
    if (!open.has(key)) {
      open.room(key, FLAG + Attempts.LABELS + 1);
      set(key, Attempts.STATE, ListAutomaton.DECIDED);
      set(key, Attempts.BEST, Nodes.NONE);
      bounded(key, false);
    }
  }

  /** Where the key's attempt stands. */
  private int attempt(int key) {
    return open.at(key) + FLAG;
  }

  private int of(int key, int what) {
    return open.ints(key)[attempt(key) + what];
  }

  private void set(int key, int what, int value) {
    open.ints(key)[attempt(key) + what] = value;
  }

  private int state(int key) {
    return of(key, Attempts.STATE);
  }

  private boolean bounded(int key) {
    return open.ints(key)[open.at(key)] != 0;
  }

  private void bounded(int key, boolean is) {
    open.ints(key)[open.at(key)] = is ? 1 : 0;
  }

  private int @Nullable [] kept(int key) {
    return key < kept.length ? kept[key] : null;
  }

  @Override
  public int keys() {
    return open.end();
  }

  @Override
  public void rewrite(Compaction.References references) {
    for (int key = 0; key < open.end(); key++) {
      if (isActive(key)) {
        attempts.rewrite(open.ints(key), attempt(key), references);
        int[] keeps = kept(key);
        for (int at = keeps == null ? 0 : keeps[FROM]; keeps != null && at < keeps[TO]; ) {
          keeps[at] = references.row(keeps[at]);
          int beginsToo = keeps[at + LETTER] & 1;
          keeps[at + LETTER] = references.letter(keeps[at + LETTER] >>> 1) << 1 | beginsToo;
          references.state(keeps[at + NOWHERE]);
          references.state(keeps[at + REACHED]);
          at += ROW;
        }
        references.changed(key);
      }
    }
  }

  // ---- state ----

  @Override
  public void write(int key, PartOutput out) {
    AttemptCodec.write(attempts, open.ints(key), attempt(key), out);
    out.flag(bounded(key));
    int[] keeps = kept(key);
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
    int[] attempt = AttemptCodec.read(attempts, program, in);
    open.room(key, FLAG + attempt.length);
    System.arraycopy(attempt, 0, open.ints(key), attempt(key), attempt.length);
    bounded(key, in.flag());
    total++;
    for (int n = in.count(); n > 0; n--) {
      int number = in.count();
      int letter = letters.number(in.number());
      keep(key, number, letter, in.flag());
    }
    // The states that the open attempt went through are not known, so it must mark none.
    if (kept(key) != null) {
      bounded(key, true);
    }
  }
}
