package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.census.Census;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts every match and sums over all of them, for all keys of a statement, and lists none: what
 * an event costs depends on the states of the automaton that are alive for its key.
 */
final class CountedMatches implements Every {
  /** Takes the row that matches end at. */
  interface Sink {
    /**
     * @param totals the aggregates by their numbers
     */
    void ended(int key, Event last, IntFunction<@Nullable Object> totals);
  }

  private final SetAutomaton automaton;
  private final ToIntFunction<Event> letters;
  private final Weights weights;
  private final Sink sink;
  private final TakenRows rows = new TakenRows();
  private final Nodes nodes = new Nodes(rows);
  private final SlidingProduct product;
  private final Tallies ended;
  private final IntFunction<@Nullable Object> totals;
  private IntConsumer changed = key -> {};
  private @Nullable CountedKey[] keys = new CountedKey[8];
  private int starts;
  private long begun;

  /** By key: what is to be made again of its rows. */
  private final Map<Integer, Stored> stored = new HashMap<>();

  /**
   * @param first the first row of the key
   * @param boundary the last one of the front, or -1
   */
  private record Stored(int first, int boundary) {}

  /**
   * @param letters numbers of the letters of stored rows
   */
  CountedMatches(
      SetAutomaton automaton,
      ToIntFunction<Event> letters,
      MatchProgram program,
      List<@Nullable Object> parameters,
      Sink sink) {
    this.automaton = automaton;
    this.letters = letters;
    this.weights = new Weights(program, parameters);
    this.sink = sink;
    this.product = new SlidingProduct(automaton, weights, rows);
    this.ended = weights.tallies().room(1);
    this.totals = number -> weights.result(number, ended, 0);
  }

  /** Whom to tell of keys that change while other keys' rows come. */
  void changes(IntConsumer to) {
    changed = to;
  }

  @Override
  public TakenRows rows() {
    return rows;
  }

  @Override
  public Nodes nodes() {
    return nodes;
  }

  @Override
  public int starts() {
    return starts;
  }

  @Override
  public boolean isActive(int of) {
    return of < keys.length && keys[of] != null;
  }

  @Override
  public long begun() {
    return begun;
  }

  @Override
  public boolean starts(boolean atFirst, int letter) {
    return automaton.actions(SetAutomaton.START, letter).length > 0;
  }

  @Override
  public boolean leavesAsItIs(int of, int letter) {
    CountedKey key = keys[of];
    if (key == null) {
      return true;
    }
    return product.passes(key, letter);
  }

  @Override
  public long asked(int of, int letter) {
    long asked = automaton.asked(SetAutomaton.START, letter);
    CountedKey key = of < 0 ? null : keys[of];
    for (int state = 0; key != null && state < key.width - 1; state++) {
      if (product.isAt(key, state)) {
        asked |= automaton.asked(state, letter);
      }
    }
    return asked;
  }

  @Override
  public void row(boolean atFirst, int of, int letter, Event next) {
    if (of >= keys.length) {
      keys = Arrays.copyOf(keys, Math.max(2 * keys.length, of + 1));
    }
    CountedKey key = keys[of];
    weights.of(next);
    ended.clear(0);
    product.complete(key, letter, ended, 0);
    if (ended.ways(0) != 0) {
      sink.ended(of, next, totals);
    }
    boolean begins = product.begins(letter);
    if (!begins && (key == null || !product.changes(key, letter))) {
      return;
    }
    if (key == null) {
      key = new CountedKey(weights);
      keys[of] = key;
    }
    int row = rows.add(next, of, nodes.next());
    product.add(key, row, letter);
    if (begins) {
      rows.begins(row);
      starts++;
      begun++;
    }
    if (!key.isAlive()) {
      keys[of] = null;
    }
  }

  @Override
  public int letGoFirst() {
    int first = rows.first();
    int of = rows.key(first);
    CountedKey key = of < keys.length ? keys[of] : null;
    // The row may be of a key that had this number before, and is gone.
    boolean its = key != null && key.row(0) == first;
    if (its && product.removeFirst(key)) {
      changed.accept(of);
    }
    if (rows.isStart(first)) {
      starts--;
    }
    rows.removeFirst();
    if (its && key.size() == 0) {
      keys[of] = null;
      return of;
    }
    return -1;
  }

  @Override
  public void count(int of, Census to, SetCensus sets) {
    CountedKey key = keyOf(of);
    for (int state = 0; sets.isOpen(key.row(key.size() - 1)) && state < key.width - 1; state++) {
      long ways = product.waysAt(key, state);
      if (ways != 0) {
        to.counted(automaton.placesOf(state), ways, rows.time(key.row(0)));
      }
    }
  }

  @Override
  public void clear() {
    keys = new CountedKey[8];
    rows.clear();
    starts = 0;
  }

  // ---- state: a key is made again of its rows ----

  int firstRow(int of) {
    return keyOf(of).row(0);
  }

  /** The last row before the boundary, or -1. */
  int boundary(int of) {
    CountedKey key = keyOf(of);
    return key.front == 0 ? -1 : key.row(key.front - 1);
  }

  private CountedKey keyOf(int of) {
    return Objects.requireNonNull(keys[of]);
  }

  void restore(int of, int firstRow, int boundary) {
    if (of >= keys.length) {
      keys = Arrays.copyOf(keys, Math.max(2 * keys.length, of + 1));
    }
    stored.put(of, new Stored(firstRow, boundary));
    keys[of] = new CountedKey(weights);
  }

  @Override
  public void restored() {
    starts = 0;
    for (int row = rows.first(); row != rows.next(); row = TakenRows.after(row)) {
      starts += rows.isStart(row) ? 1 : 0;
      Stored of = stored.get(rows.key(row));
      // A row before the first one is of a key that had this number before.
      if (of != null && !TakenRows.isNewer(of.first, row)) {
        add(rows.key(row), of.boundary, row);
      }
    }
    stored.forEach((of, its) -> moveBoundary(keyOf(of), its.boundary));
    stored.clear();
  }

  private void add(int of, int boundary, int row) {
    CountedKey key = keyOf(of);
    if (boundary >= 0 && TakenRows.isNewer(row, boundary)) {
      moveBoundary(key, boundary);
    }
    Event event = rows.event(row);
    weights.of(event);
    product.add(key, row, letters.applyAsInt(event));
  }

  /** Where the last row is that of the boundary. */
  private void moveBoundary(CountedKey key, int boundary) {
    if (boundary >= 0 && key.size() > 0 && key.row(key.size() - 1) == boundary) {
      product.moveBoundary(key);
    }
  }
}
