package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.expr.Join;
import io.sluice.cep.program.expr.RowCondition;
import io.sluice.cep.program.expr.RowNumber;
import io.sluice.cep.program.expr.RowTest;
import io.sluice.cep.runtime.census.Census;
import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.runtime.match.MatchCounters;
import io.sluice.cep.runtime.place.Place;
import io.sluice.cep.runtime.place.Places;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import io.sluice.cep.task.EngineTask;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code A ->> B} and {@code A -> B} with WITHIN where the condition of B demands that a number of
 * its row is greater than one of A's: the starts of a key stand in columns under a tree of least
 * numbers, and a row looks at those only that it can fit.
 */
public final class PairsCore implements Core {
  private final MatchCounters counters;
  private final KeyTable keys;
  private final TakenRows rows = new TakenRows();
  private final Problems problems;
  private final RingState state;
  private final Core.Sink sink;
  private final Pair pair = new Pair();
  private final @Nullable RowTest begins;
  private final @Nullable RowTest ends;
  private final RowNumber there;
  private final RowNumber here;
  private final Join.Order order;
  private final int first;
  private final int second;
  private final boolean once;
  private final Place place;
  private final long within;
  private final int mostOfKey;
  private final int mostOfPattern;
  private @Nullable Runs[] runs = new Runs[8];
  private int live;

  public PairsCore(
      MatchProgram program, Environment environment, MatchCounters counters, Core.Sink sink) {
    this.counters = counters;
    this.sink = sink;
    var found = Objects.requireNonNull(PairPattern.of(program));
    this.first = found.first();
    var places = new Places(program.pattern(), !found.once());
    this.place = places.after(places.start(false).ways().getFirst());
    this.second = found.second();
    this.once = found.once();
    Join.Numbers join = found.join();
    this.begins = program.condition(first) instanceof RowCondition start ? start.test() : null;
    this.ends = found.ends();
    this.here = join.here();
    this.there = join.there();
    this.order = join.order();
    this.keys = new KeyTable(program, environment.parameters());
    this.problems = new Problems(program, environment, counters, keys::values);
    this.state = new RingState(rows, new Nodes(rows), keys, new Keyed());
    this.within = program.within().orElseThrow();
    this.mostOfKey = environment.limits().attemptsPerKey();
    this.mostOfPattern = environment.limits().attemptsPerPattern();
  }

  @Override
  public void row(Event row, long clock) {
    letGo(row.time() - within);
    @Nullable Object[] values = row.values();
    try {
      keys.look(row);
    } catch (ValueException e) {
      problems.failed("PARTITION BY", e, row);
      return;
    }
    int key = keys.find();
    Runs of = key < 0 ? null : runsOf(key);
    int before = of == null ? 0 : of.open();
    int oldest = of == null || of.isEmpty() ? Nodes.NONE : of.row(0);
    if (key >= 0 && (ends == null || ends.holds(values))) {
      double number = here.of(values);
      if (!Double.isNaN(number)) {
        complete(key, number, row);
      }
    }
    if (begins == null || begins.holds(values)) {
      begin(key >= 0 && keys.isHere(key) ? key : keys.add(), there.of(values), row);
      if (before + 1 > mostOfKey) {
        problems.tooManyOfKey(keys.find(), row);
        giveUp(keys.find(), oldest);
      }
      while (live > mostOfPattern) {
        giveUpOldest();
      }
    }
  }

  /** Unless the row has completed it. */
  private void giveUp(int key, int start) {
    Runs of = runsOf(key);
    if (of.row(0) == start) {
      of.end(0);
      of.trim();
      live--;
      settle(key, of);
    }
  }

  private void giveUpOldest() {
    while (!isOpen(rows.first())) {
      letGoFirst();
    }
    problems.tooManyOfPattern(rows.key(rows.first()), rows.event(rows.first()));
    letGoFirst();
  }

  private boolean isOpen(int start) {
    int key = rows.key(start);
    return keys.isHere(key) && !runsOf(key).isEmpty() && runsOf(key).row(0) == start;
  }

  private void complete(int key, double number, Event row) {
    Runs of = runsOf(key);
    boolean changed = false;
    double most = order.most(number);
    for (int at = of.next(0, most); at >= 0; at = of.next(at + 1, most)) {
      if (!order.holds(number, of.number(at))) {
        continue;
      }
      counters.matches++;
      sink.found(pair.set(key, rows.event(of.row(at)), row));
      if (once) {
        of.end(at);
        live--;
        changed = true;
      }
    }
    if (changed) {
      of.trim();
      settle(key, of);
    }
  }

  private void begin(int key, double number, Event row) {
    int start = rows.add(row, key, 0);
    rows.begins(start);
    runsOf(key).add(start, number);
    counters.created++;
    live++;
    state.changed(key);
  }

  private void letGo(long time) {
    while (rows.size() > 0 && rows.time(rows.first()) <= time) {
      letGoFirst();
    }
  }

  private void letGoFirst() {
    int start = rows.first();
    int key = rows.key(start);
    rows.removeFirst();
    Runs of = key < runs.length ? runs[key] : null;
    if (of != null && !of.isEmpty() && keys.isHere(key)) {
      if (of.letGo(start)) {
        live--;
        of.trim();
        settle(key, of);
      }
    }
  }

  private void settle(int key, Runs of) {
    if (of.isEmpty()) {
      of.clear();
      state.gone(key);
      keys.remove(key);
    } else {
      state.changed(key);
    }
  }

  private Runs runsOf(int key) {
    if (key >= runs.length) {
      runs = Arrays.copyOf(runs, Math.max(2 * runs.length, key + 1));
    }
    Runs of = runs[key];
    if (of == null) {
      of = new Runs();
      runs[key] = of;
    }
    return of;
  }

  private final class Pair implements Found {
    private int key;
    private @Nullable Event start;
    private @Nullable Event end;

    Pair set(int of, Event first, Event second) {
      key = of;
      start = first;
      end = second;
      return this;
    }

    @Override
    public int size() {
      return 2;
    }

    @Override
    public Event row(int index) {
      return Objects.requireNonNull(index == 0 ? start : end);
    }

    @Override
    public int variable(int index) {
      return index == 0 ? first : second;
    }

    @Override
    public long time() {
      return row(1).time();
    }

    @Override
    public @Nullable Object[] key() {
      return keys.values(key);
    }
  }

  @Override
  public void failed(String where, ValueException error, Event row) {
    problems.failed(where, error, row);
  }

  @Override
  public long deadline() {
    return Long.MAX_VALUE;
  }

  @Override
  public void fire(long time) {
    throw new IllegalStateException("no bound tells anything");
  }

  @Override
  public void end() {
    clear();
  }

  @Override
  public void clear() {
    state.allGone();
    runs = new Runs[8];
    live = 0;
    rows.clear();
    keys.clear();
  }

  @Override
  public long attempts() {
    return live;
  }

  @Override
  public int keys() {
    return keys.size();
  }

  @Override
  public void count(Census to) {
    for (int key = 0; key < keys.end(); key++) {
      if (keys.isHere(key)) {
        if (!to.key(keys.values(key))) {
          return;
        }
        count(runsOf(key), to);
      }
    }
  }

  /** A start is all that is known of an attempt, and it stands behind the first row. */
  private void count(Runs of, Census to) {
    for (int i = 0; i < of.size(); i++) {
      long start = rows.time(of.row(i));
      if (!of.isOver(i) && to.lives(start)) {
        to.attempt(start);
        to.thread(place, first, of);
      }
    }
  }

  // ---- state ----

  private final class Keyed implements RingState.Keyed {
    @Override
    public void write(int key, PartOutput out) {
      Runs of = runsOf(key);
      for (int i = 0; i < of.size(); i++) {
        if (!of.isOver(i)) {
          out.flag(true).number(of.row(i));
        }
      }
      out.flag(false);
    }

    @Override
    public void read(int key, PartInput in) {
      Runs of = runsOf(key);
      while (in.flag()) {
        of.add(in.count(), 0);
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

  /** Numbers are not stored: the rows have them. */
  @Override
  public void restored() {
    state.restored();
    for (Runs of : runs) {
      if (of != null && !of.isEmpty()) {
        of.count(rows, there);
        live += of.size();
      }
    }
  }
}
