package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.census.Census;
import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.runtime.match.Match;
import io.sluice.cep.runtime.match.MatchCounters;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.task.EngineTask;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The preferred match of each start. Taken rows go in the order of time, so the first one that is
 * the start of an attempt has the earliest bound: their ring is the queue of bounds too.
 *
 * <p>Without WITHIN an attempt may stay open for ever, and hold all rows that came after it, of
 * other keys too; then {@link Compaction} keeps those that are in use.
 */
public final class PreferredCore implements Core {
  private static final Comparator<Event> ROWS =
      Comparator.comparingLong(Event::time).thenComparingLong(Event::offset);

  /** Of a row; more are labels that attempts have left behind. */
  private static final int MOST_NODES = 8;

  /** A time that never comes. */
  static final long NEVER = Long.MAX_VALUE;

  private final MatchCounters counters;
  private final Alphabet alphabet;
  private final Letters letters;
  private final KeyTable keys;
  private final TakenRows rows;
  private final Nodes nodes;
  private final Starts starts;
  private final RingState state;
  private final Problems problems;
  private final Skips skips;
  private final FoundRows found;
  private final Core.Sink sink;
  private final long within;
  private final int most;
  private final long wanted;
  private final @Nullable Past past;
  private final @Nullable Neighbours neighbours;

  /** Where rows wait for those behind them. */
  private final @Nullable KeyBounds behind;

  private final @Nullable LeadingNot nots;
  private final @Nullable GapQueue gaps;
  private final @Nullable Refusal refusal;
  private final @Nullable UnmatchedRows unmatched;

  /** Whether keys stay without a partial match. */
  private final boolean lasting;

  private final @Nullable MatchNumbers numbers;
  private final boolean anchored;

  private final Compaction compaction;

  /** Where no bound lets go of rows in their order. */
  private final boolean unbound;

  /** Where each start reads the rows behind it again, and labels them. */
  private final boolean again;

  private final Caps caps;

  public PreferredCore(
      MatchProgram program, Environment environment, MatchCounters counters, Core.Sink sink) {
    this.counters = counters;
    this.sink = sink;
    this.letters = new Letters(program);
    this.alphabet = new Alphabet(program, environment.parameters());
    this.keys = new KeyTable(program, environment.parameters());
    this.problems = new Problems(program, environment, counters, keys::values);
    this.skips = new Skips(program, counters, problems);
    Followed followed = Followed.of(program, letters, environment, problems, new Owner());
    this.rows = followed.rows();
    this.nodes = followed.nodes();
    this.starts = followed.starts();
    this.compaction = new Compaction(rows, nodes, followed.references());
    int states = environment.limits().automatonStates();
    this.caps = new Caps(followed.automaton(), letters, followed.references(), counters, states);
    this.past = Past.of(program);
    this.neighbours = Neighbours.of(program, past);
    this.behind = program.lookahead() > 0 ? new KeyBounds() : null;
    this.unbound = program.within().isEmpty() || behind != null;
    this.again = starts instanceof ThreadsInTurn;
    rows.with(neighbours);
    this.nots = LeadingNot.of(program, letters);
    this.unmatched = UnmatchedRows.of(program, keys, sink);
    this.refusal = Refusal.of(program, environment, starts, problems);
    this.gaps = program.gap().isEmpty() ? null : new GapQueue(rows, program.gap().getAsLong());
    this.numbers = program.numbered() ? new MatchNumbers() : null;
    this.anchored = program.anchored();
    this.lasting = numbers != null || anchored || past != null && past.lasting();
    var parts = new PreferredParts(starts, past, nots, unmatched, lasting);
    this.state =
        new RingState(
            rows, nodes, keys, numbers == null ? parts : numbers.with(parts, key -> true));
    this.found = new FoundRows(rows, keys::values);
    this.within = program.within().orElse(NEVER);
    this.most = environment.limits().attemptsPerPattern();
    this.wanted = letters.wanted(program);
  }

  /** All keys are this statement's. */
  private final class Owner implements Starts.Owner {
    @Override
    public Skips skips(int key) {
      return skips;
    }

    @Override
    public Problems problems(int key) {
      return problems;
    }

    @Override
    public FoundRows tell(int key, int end, long bound) {
      return tell(key, end, bound, Match.Kind.MATCH);
    }

    private FoundRows tell(int key, int end, long bound, Match.Kind kind) {
      FoundRows match = found.follow(key, nodes, end).as(kind);
      if (numbers != null) {
        match.counted(numbers.next(key));
      }
      // What the end of the partition makes a match has the time of its last row.
      if (bound != Long.MIN_VALUE && bound != NEVER) {
        match.at(bound);
      }
      if (unmatched != null) {
        unmatched.tell(key, match.start());
        unmatched.taken(key, match);
      }
      counters.matches++;
      sink.found(match);
      return match;
    }

    @Override
    public void early(int key, int labels, long bound) {
      tell(key, labels, bound, Match.Kind.EARLY);
    }

    @Override
    public FoundRows match(int key, int labels) {
      return found.follow(key, nodes, labels);
    }

    @Override
    public void timeout(int key, int labels, long bound) {
      found.follow(key, nodes, labels).at(bound).as(Match.Kind.TIMEOUT);
      if (unmatched != null) {
        unmatched.tell(key, found.start());
      }
      sink.found(found);
    }
  }

  static long bound(long start, long within) {
    long sum = start + within;
    return sum < start || within == NEVER ? NEVER : sum;
  }

  @Override
  public void row(Event row, long clock) {
    caps.check();
    if (behind != null) {
      wait(row);
      return;
    }
    if (nots != null) {
      nots.letGo(row.time() - within, this::removeIfIdle);
    }
    long letter = past == null ? alphabet.of(row) : 0;
    if ((letter & wanted) == 0 && wanted != -1 && alphabet.failed() == 0) {
      return;
    }
    try {
      keys.look(row);
    } catch (ValueException e) {
      problems.failed("PARTITION BY", e, row);
      return;
    }
    int key = keys.find();
    boolean first = false;
    if (past != null) {
      letter = alphabet.of(row, past, key);
    }
    long asked = 0;
    if (nots != null) {
      letter = nots.marked(letter, key, row.time());
      asked = nots.asked(letter, key, row.time());
    }
    int number = letters.number(letter);
    if (alphabet.failed() != 0) {
      problems.failed(alphabet, (asked | starts.asked(key, number)) & alphabet.failed(), row);
    }
    if (key < 0) {
      if (!lasting
          && !starts.mayBegin(number)
          && (nots == null || !nots.concerns(letter))
          && unmatched == null) {
        return;
      }
      key = keys.add();
      first = anchored;
    }
    if (past != null) {
      past.add(key, row);
      state.changed(key);
      if (neighbours != null) {
        neighbours.next(key);
      }
    }
    if (nots != null && nots.row(letter, key, row.time())) {
      state.changed(key);
    }
    if (unmatched != null) {
      unmatched.seen(key, row);
    }
    if (refusal != null && refusal.refuses(key, number, row)) {
      number = letters.number(letter | Letters.BLOCKED);
    }
    boolean changed =
        first ? starts.firstRow(key, number, row, clock) : starts.row(key, number, row, clock);
    if (changed || unmatched != null || !starts.isActive(key)) {
      settle(key);
      while (starts.attempts() > most) {
        giveUpOldest();
      }
    }
  }

  // ---- rows that wait for those behind them ----

  private void wait(Event row) {
    try {
      keys.look(row);
    } catch (ValueException e) {
      problems.failed("PARTITION BY", e, row);
      return;
    }
    int key = keys.find();
    key = key < 0 ? keys.add() : key;
    past().add(key, row);
    if (past().isDue(key)) {
      stepFirst(key);
    } else {
      bounds().set(key, keyDeadline(key));
      state.changed(key);
    }
  }

  /** The first row that waits comes, behind the bounds that pass before it. */
  private void stepFirst(int key) {
    Event row = Objects.requireNonNull(past().firstWaiting(key));
    for (long bound = nextBound(key); bound <= row.time(); bound = nextBound(key)) {
      starts.pass(key, bound);
      settle(key);
    }
    int number = letters.number(alphabet.of(row, past(), key));
    if (alphabet.failed() != 0) {
      problems.failed(alphabet, starts.asked(key, number) & alphabet.failed(), row);
    }
    Objects.requireNonNull(neighbours).next(key);
    if (unmatched != null) {
      unmatched.seen(key, row);
    }
    if (anchored && past().beside(key, -1) == null) {
      starts.firstRow(key, number, row, row.time());
    } else {
      starts.row(key, number, row, row.time());
    }
    past().stepped(key);
    settle(key);
    while (starts.attempts() > most) {
      giveUpOldest();
    }
  }

  private Past past() {
    return Objects.requireNonNull(past);
  }

  private KeyBounds bounds() {
    return Objects.requireNonNull(behind);
  }

  private long nextBound(int key) {
    return starts.isActive(key) ? bound(rows.time(starts.oldest(key)), within) : NEVER;
  }

  /** A row that waits comes before the bounds behind it. */
  private long keyDeadline(int key) {
    Event row = past().firstWaiting(key);
    long bound = nextBound(key);
    return row != null && row.time() < bound ? NEVER : bound;
  }

  /** Bounds of one time pass in the order of the keys' oldest attempts. */
  private void fireWaiting(long time) {
    for (int key : inOrder(bounds().due(time))) {
      starts.pass(key, time);
      settle(key);
    }
  }

  /** No row comes any more: those that waited have their turn, key by key. */
  private void stepAll() {
    var waits = new ArrayList<Integer>();
    for (int key = 0; key < keys.end(); key++) {
      if (keys.isHere(key) && past().firstWaiting(key) != null) {
        waits.add(key);
      }
    }
    waits.sort(Comparator.comparing(key -> Objects.requireNonNull(past().firstWaiting(key)), ROWS));
    for (int key : waits) {
      while (past().firstWaiting(key) != null) {
        stepFirst(key);
      }
    }
  }

  private void settle(int key) {
    if (unmatched != null) {
      unmatched.tell(key, starts.isActive(key) ? rows.event(starts.oldest(key)) : null);
    }
    if (lasting || starts.isActive(key) || nots != null && nots.holds(key)) {
      state.changed(key);
    } else {
      state.gone(key);
      keys.remove(key);
      if (past != null) {
        past.forget(key);
      }
    }
    if (behind != null) {
      behind.set(key, keyDeadline(key));
    }
    letGo();
    if (unbound ? compaction.isDue() : again && nodes.size() > MOST_NODES * (rows.size() + 8)) {
      compaction.run(state);
    }
  }

  private void removeIfIdle(int key) {
    if (!starts.isActive(key)) {
      settle(key);
    }
  }

  /** Rows before the first start that is open belong to nothing any more. */
  private void letGo() {
    boolean any = false;
    while (rows.size() > 0 && !isOpen(rows.first())) {
      rows.removeFirst();
      any = true;
    }
    if (any) {
      nodes.letGo(rows.size() == 0 ? nodes.next() : rows.node(rows.first()));
    }
  }

  private boolean isOpen(int row) {
    return rows.isStart(row) && starts.isOldest(rows.key(row), row);
  }

  private void giveUpOldest() {
    int key = rows.key(rows.first());
    problems.tooManyOfPattern(key, rows.event(rows.first()));
    starts.giveUpOldest(key);
    settle(key);
  }

  @Override
  public void failed(String where, ValueException error, Event row) {
    problems.failed(where, error, row);
  }

  @Override
  public long deadline() {
    if (behind != null && within < NEVER) {
      return behind.first();
    }
    long bound = rows.size() == 0 ? NEVER : bound(rows.time(rows.first()), within);
    return gaps == null ? bound : Math.min(bound, gaps.deadline());
  }

  @Override
  public void fire(long time) {
    if (gaps != null) {
      fire(time, gaps);
      return;
    }
    if (behind != null && within < NEVER) {
      fireWaiting(time);
      return;
    }
    int key = rows.key(rows.first());
    if (keys.isDivided()) {
      fire(time, keys.values(key));
      return;
    }
    starts.pass(key, time);
    settle(key);
  }

  /** Bounds of one time pass partition by partition, and there in the order of first rows. */
  private void fire(long time, @Nullable Object[] partition) {
    long start = rows.time(rows.first());
    int row = rows.first();
    while (row != rows.next() && rows.time(row) == start) {
      int key = rows.key(row);
      boolean open = isOpen(row) && keys.isOf(partition, key);
      row = TakenRows.after(row);
      if (open) {
        starts.passOldest(key, time);
        settle(key);
        row = rows.isAlive(row) ? row : rows.first();
      }
    }
  }

  /** Bounds of one time pass in the order of the keys' oldest attempts. */
  private void fire(long time, GapQueue queue) {
    var due = new HashSet<Integer>();
    queue.pass(time, due::add);
    int row = rows.first();
    while (row != rows.next() && bound(rows.time(row), within) <= time) {
      due.add(rows.key(row));
      row = TakenRows.after(row);
    }
    for (int key : inOrder(due)) {
      starts.pass(key, time);
      settle(key);
    }
  }

  /** Those with an attempt, in the order of the oldest ones. */
  private List<Integer> inOrder(Collection<Integer> of) {
    int first = rows.first();
    var inOrder = new ArrayList<>(of);
    inOrder.removeIf(key -> !starts.isActive(key));
    inOrder.sort(Comparator.comparingInt(key -> TakenRows.distance(first, starts.oldest(key))));
    return inOrder;
  }

  @Override
  public void end() {
    if (behind != null) {
      stepAll();
    }
    while (rows.size() > 0) {
      fire(deadline());
    }
    clear();
  }

  @Override
  public void clear() {
    state.allGone();
    starts.clear();
    rows.clear();
    nodes.clear();
    keys.clear();
    if (numbers != null) {
      numbers.clear();
    }
    if (behind != null) {
      behind.clear();
    }
    if (past != null) {
      past.clear();
    }
    if (unmatched != null) {
      unmatched.clear();
    }
    if (nots != null) {
      nots.clear();
    }
  }

  @Override
  public long attempts() {
    return starts.attempts();
  }

  @Override
  public int keys() {
    return keys.size();
  }

  @Override
  public void count(Census to) {
    for (int key = 0; key < keys.end(); key++) {
      if (keys.isHere(key) && starts.isActive(key)) {
        if (!to.key(keys.values(key))) {
          return;
        }
        starts.count(key, to);
      }
    }
  }

  @Override
  public void write(EngineTask.StateWriter writer, Names names) {
    state.write(writer, names);
  }

  @Override
  public void restore(Piece piece, byte[] name, PartInput in) {
    state.restore(piece, name, in);
  }

  @Override
  public void restored() {
    state.restored();
    starts.restored();
    for (int key = 0; behind != null && key < keys.end(); key++) {
      if (keys.isHere(key)) {
        behind.set(key, keyDeadline(key));
      }
    }
    if (nots != null) {
      nots.restored();
    }
  }
}
