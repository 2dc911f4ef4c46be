package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.census.Census;
import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.runtime.place.PlaceCodec;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Attempts of the preferred match whose threads differ by the rows that they have taken: start,
 * best match so far, how many threads; then for each, the most preferred first, its place, its
 * labels and its {@link Registers}. Of threads with one future the first is left.
 */
final class Threads {
  static final int START = 0;
  static final int BEST = 1;
  static final int COUNT = 2;
  static final int HEAD = 3;

  private static final int PLACE = 0;
  private static final int LABELS = 1;
  private static final int REGISTERS = 2;

  /** As COUNT: a bound ended it without a match; BEST is what it had then. */
  static final int TIMED_OUT = -1;

  /** Up to here looking is quicker than hashing. */
  private static final int FEW = 8;

  final TakenRows rows = new TakenRows();
  final Nodes nodes = new Nodes(rows);
  private final MatchProgram program;
  private final Registers registers;
  private final Guards guards;
  private final PlaceMoves moves;
  private final int width;

  /** NEVER where the pattern has none. */
  private final long gap;

  // ---- the row that is stepped ----

  private @Nullable Event event;
  private int key;
  private long may;
  private int number;

  // ---- what is made of an attempt ----

  private int[] made = new int[64];
  private int to;
  private int count;
  private int first;
  private int[] slots = new int[32];

  Threads(MatchProgram program, Letters letters, Environment environment, Problems problems) {
    this.program = program;
    this.registers = new Registers(program);
    this.moves = new PlaceMoves(program, letters);
    this.width = REGISTERS + registers.count();
    this.gap = program.gap().orElse(PreferredCore.NEVER);
    this.guards = new Guards(program, letters, registers, nodes, rows, environment, problems);
  }

  int length(int[] attempt, int at) {
    return HEAD + Math.max(0, attempt[at + COUNT]) * width;
  }

  /** Whether a row of this letter may begin an attempt. */
  boolean mayBegin(long letter) {
    return (letter & askedToBegin(letter)) != 0;
  }

  /** Variables that are asked for a row that may begin an attempt. */
  long askedToBegin(long letter) {
    return (letter & Letters.BLOCKED) != 0 ? 0 : moves.asked(moves.start());
  }

  /** Variables that an attempt asks a row for. */
  long asked(int[] attempt, int at) {
    long asked = 0;
    int end = at + length(attempt, at);
    for (int thread = at + HEAD; thread < end; thread += width) {
      asked |= moves.asked(attempt[thread + PLACE]);
    }
    return asked;
  }

  /** Tells {@code to} an attempt and its threads. */
  void count(int[] attempt, int at, Census to) {
    to.attempt(rows.time(attempt[at + START] & TakenRows.MASK));
    int end = at + length(attempt, at);
    for (int thread = at + HEAD; thread < end; thread += width) {
      to.thread(moves.place(attempt[thread + PLACE]), nodes.label(attempt[thread + LABELS]));
    }
  }

  /**
   * The next row to step.
   *
   * @param letter what it may fit
   * @param known its number where it is kept already, or NONE
   */
  void row(Event next, int of, long letter, int known) {
    event = next;
    key = of;
    number = known;
    if (rows.neighbours() != null) {
      rows.neighbours().current(known);
    }
    may = guards.row(next, letter);
  }

  /** The number of the row, which is kept from now on. */
  int taken() {
    if (number == Nodes.NONE && event != null) {
      number = rows.add(event, key, nodes.next());
      guards.taken(number);
    }
    return number;
  }

  /** Whether a row of this letter is passed over by all threads, without asking for more. */
  boolean passesOver(long letter, int[] attempt, int at) {
    int end = at + length(attempt, at);
    for (int thread = at + HEAD; thread < end; thread += width) {
      int place = attempt[thread + PLACE];
      if (!moves.rests(place) || (letter & moves.asked(place)) != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the row is passed over by all threads. What may fail on a value is asked once only, by
   * the step.
   */
  boolean passesOver(int[] attempt, int at) {
    int end = at + length(attempt, at);
    for (int thread = at + HEAD; thread < end; thread += width) {
      int place = attempt[thread + PLACE];
      if (!moves.rests(place)) {
        return false;
      }
      long asked = may & moves.asked(place);
      if (asked != 0
          && (guards.mayFail()
              || guards.fits(asked, attempt, thread + REGISTERS, attempt[thread + LABELS]) != 0)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Writes to {@link #made} from {@code toAt} on what becomes of an attempt.
   *
   * @return where that ends
   */
  int step(int[] from, int at, int toAt) {
    room(toAt, HEAD);
    made[toAt + START] = from[at + START];
    made[toAt + BEST] = from[at + BEST];
    open(toAt);
    int end = at + length(from, at);
    for (int thread = at + HEAD; thread < end; thread += width) {
      if (!step(from, thread, from[thread + PLACE], from[thread + LABELS], toAt)) {
        break;
      }
    }
    return close(toAt);
  }

  /** An attempt that begins with the row, as {@link #step}; or {@code toAt} where it does not. */
  int begin(int toAt) {
    room(toAt, HEAD + width);
    // Nobody else reads behind the end of what was made.
    int[] start = new int[width];
    registers.begin(start, REGISTERS);
    made[toAt + START] = Nodes.NONE;
    made[toAt + BEST] = Nodes.NONE;
    open(toAt);
    step(start, 0, moves.start(), Nodes.NONE, toAt);
    int end = close(toAt);
    if (count == 0 && made[toAt + BEST] == Nodes.NONE) {
      return toAt;
    }
    made[toAt + START] = taken();
    return end;
  }

  int[] made() {
    return made;
  }

  private void open(int toAt) {
    to = toAt + HEAD;
    first = to;
    count = 0;
  }

  private int close(int toAt) {
    made[toAt + COUNT] = count;
    return to;
  }

  /** False when it has found a match, so that less preferred threads need not be asked. */
  private boolean step(int[] from, int thread, int place, int labels, int toAt) {
    long asked = may & moves.asked(place);
    long fits = asked == 0 ? 0 : guards.fits(asked, from, thread + REGISTERS, labels);
    int[] all = moves.moves(place, fits);
    for (int i = 0; i < all.length; i += 3) {
      int variable = all[i + 1];
      if (variable == PlaceMoves.PASSED) {
        write(all[i], labels, from, thread);
        keepIfNew();
        continue;
      }
      int row = taken();
      int before = labels == Nodes.NONE ? Nodes.bottom(row) : labels;
      int label = nodes.output(before, row, variable);
      if (all[i] != PlaceMoves.NOWHERE) {
        write(all[i], label, from, thread);
        registers.take(made, to + REGISTERS, variable, row);
        keepIfNew();
      }
      if (all[i + 2] != 0) {
        made[toAt + BEST] = label;
        return false;
      }
    }
    return true;
  }

  private void write(int place, int labels, int[] from, int thread) {
    room(to, width);
    made[to + PLACE] = place;
    made[to + LABELS] = labels;
    System.arraycopy(from, thread + REGISTERS, made, to + REGISTERS, width - REGISTERS);
  }

  private void keepIfNew() {
    if (count < FEW ? isNew() : isNewByHash()) {
      to += width;
      count++;
    }
  }

  private boolean isNew() {
    for (int other = first; other < to; other += width) {
      if (sameFuture(other, to)) {
        return false;
      }
    }
    return true;
  }

  private boolean isNewByHash() {
    if (count == FEW || 2 * (count + 1) > slots.length) {
      if (2 * (count + 1) > slots.length) {
        slots = new int[4 * slots.length];
      } else {
        Arrays.fill(slots, 0);
      }
      for (int other = first; other < to; other += width) {
        slots[slot(other)] = other + 1;
      }
    }
    int slot = slot(to);
    if (slots[slot] != 0) {
      return false;
    }
    slots[slot] = to + 1;
    return true;
  }

  /** Where a thread with its future stands, or may stand. */
  private int slot(int thread) {
    int hash = made[thread + PLACE];
    for (int i = REGISTERS; i < width; i++) {
      hash = 31 * hash + made[thread + i];
    }
    if (guards.asksForPath() || gap < PreferredCore.NEVER) {
      hash = 31 * hash + nodes.right(made[thread + LABELS]);
    }
    hash *= 0x9E3779B9;
    int mask = slots.length - 1;
    for (int at = (hash ^ hash >>> 15) & mask; ; at = at + 1 & mask) {
      if (slots[at] == 0 || sameFuture(slots[at] - 1, thread)) {
        return at;
      }
    }
  }

  private boolean sameFuture(int a, int b) {
    if (made[a + PLACE] != made[b + PLACE]) {
      return false;
    }
    for (int i = REGISTERS; i < width; i++) {
      if (made[a + i] != made[b + i]) {
        return false;
      }
    }
    if (gap < PreferredCore.NEVER
        && nodes.right(made[a + LABELS]) != nodes.right(made[b + LABELS])) {
      return false;
    }
    return !guards.asksForPath() || samePath(made[a + LABELS], made[b + LABELS]);
  }

  private boolean samePath(int a, int b) {
    int x = a;
    int y = b;
    while (x != y) {
      if (x < 0 || y < 0 || nodes.right(x) != nodes.right(y) || nodes.label(x) != nodes.label(y)) {
        return false;
      }
      x = nodes.left(x);
      y = nodes.left(y);
    }
    return true;
  }

  /** Copies an attempt to {@link #made}; where it ends. */
  int copy(int[] from, int at, int toAt) {
    int length = length(from, at);
    room(toAt, length);
    System.arraycopy(from, at, made, toAt, length);
    return toAt + length;
  }

  private void room(int at, int length) {
    if (at + length > made.length) {
      made = Arrays.copyOf(made, 2 * (at + length));
    }
  }

  /**
   * The bound of an attempt passes.
   *
   * @return whether it found a match by that: nothing came that must not
   */
  boolean expire(int[] attempt, int at) {
    int end = at + length(attempt, at);
    boolean found = false;
    for (int thread = at + HEAD; thread < end && !found; thread += width) {
      if (moves.awaits(attempt[thread + PLACE])) {
        attempt[at + BEST] = attempt[thread + LABELS];
        found = true;
      }
    }
    attempt[at + COUNT] = 0;
    return found;
  }

  /** Whether GAP bounds the time between rows. */
  boolean hasGap() {
    return gap < PreferredCore.NEVER;
  }

  /**
   * GAP passes up to {@code time}: threads whose last row came so long before take no row any more.
   *
   * @param bound of the attempt, which comes first where both pass at one time
   */
  void passGaps(int[] attempt, int at, long time, long bound) {
    long until = Math.min(time, bound - 1);
    int end = at + length(attempt, at);
    int left = at + HEAD;
    for (int thread = at + HEAD; thread < end; thread += width) {
      int place = attempt[thread + PLACE];
      int last = nodes.right(attempt[thread + LABELS]);
      if (PreferredCore.bound(rows.time(last), gap) <= until) {
        place = moves.awaiting(place);
      }
      if (place != PlaceMoves.NOWHERE) {
        System.arraycopy(attempt, thread, attempt, left, width);
        attempt[left + PLACE] = place;
        left += width;
      }
    }
    if (attempt[at + COUNT] > 0) {
      attempt[at + COUNT] = (left - at - HEAD) / width;
    }
  }

  /** The labels of the most preferred thread of an attempt that has one. */
  int preferred(int[] attempt, int at) {
    return attempt[at + HEAD + LABELS];
  }

  /** Gives new numbers to what an attempt keeps; its length. */
  int rewrite(int[] attempt, int at, Compaction.References references) {
    int flag = attempt[at + START] & Nodes.BOTTOM;
    attempt[at + START] = references.row(attempt[at + START] & TakenRows.MASK) | flag;
    attempt[at + BEST] = references.set(attempt[at + BEST]);
    int length = length(attempt, at);
    for (int thread = at + HEAD; thread < at + length; thread += width) {
      attempt[thread + LABELS] = references.set(attempt[thread + LABELS]);
      for (int i = thread + REGISTERS; i < thread + width; i++) {
        attempt[i] = attempt[i] == Nodes.NONE ? Nodes.NONE : references.row(attempt[i]);
      }
    }
    return length;
  }

  // ---- state ----

  void write(int[] attempt, int at, PartOutput out) {
    out.number(attempt[at + START]).number(attempt[at + BEST]).number(attempt[at + COUNT]);
    int end = at + length(attempt, at);
    for (int thread = at + HEAD; thread < end; thread += width) {
      PlaceCodec.write(moves.place(attempt[thread + PLACE]), out);
      for (int i = LABELS; i < width; i++) {
        out.number(attempt[thread + i]);
      }
    }
  }

  int[] read(PartInput in) {
    int start = in.count();
    int best = in.count();
    int threads = in.count();
    int[] attempt = new int[HEAD + threads * width];
    attempt[START] = start;
    attempt[BEST] = best;
    attempt[COUNT] = threads;
    for (int thread = HEAD; thread < attempt.length; thread += width) {
      attempt[thread + PLACE] = moves.number(PlaceCodec.read(in, program.pattern()));
      for (int i = LABELS; i < width; i++) {
        attempt[thread + i] = in.count();
      }
    }
    return attempt;
  }

  void restored() {
    guards.restored();
  }
}
