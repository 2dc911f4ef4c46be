package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.program.EmittedTime;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.census.Census;
import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.runtime.match.Keys;
import io.sluice.cep.runtime.match.Match;
import io.sluice.cep.runtime.match.MatchCounters;
import io.sluice.cep.runtime.match.MatchListener;
import io.sluice.cep.runtime.match.MatchRows;
import io.sluice.cep.runtime.match.Matcher;
import io.sluice.cep.runtime.match.Partition;
import io.sluice.cep.runtime.match.PartitionCodec;
import io.sluice.cep.runtime.match.Totals;
import io.sluice.cep.runtime.state.Part;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * By the clear matcher: rows are sent to the partition of their key, bounds wait in one queue for
 * all keys.
 */
final class ClearStage implements MatchStage {
  private static final Comparator<Event> ROWS =
      Comparator.comparingLong(Event::time).thenComparingLong(Event::offset);

  private final int owner;
  private final MatchProgram program;
  private final Matcher matcher;
  private final MatchRows rows;
  private final Part.Changes changes;
  private final Sink sink;
  private final EmittedTime emittedTime;
  private final Map<List<@Nullable Object>, Key> keys = new HashMap<>();
  private final TreeSet<Key> deadlines =
      new TreeSet<>(
          Comparator.<Key>comparingLong(k -> k.deadline)
              .thenComparingLong(k -> k.oldest)
              .thenComparingLong(k -> k.sequence));
  private final TreeSet<Key> byAge =
      new TreeSet<>(
          Comparator.<Key>comparingLong(k -> k.oldest).thenComparingLong(k -> k.sequence));
  private final TreeSet<Key> holding =
      new TreeSet<>(Comparator.<Key>comparingLong(k -> k.holds).thenComparingLong(k -> k.sequence));
  private final Environment environment;
  private final MatchCounters counters;
  private final @Nullable LastRows lastRows;

  /** Matches that end at one row, to be told together. */
  private final List<Match> ended = new ArrayList<>();

  private long created;
  private long attempts;

  /** One partition key: a part of the state, and a place in the queue of deadlines. */
  private final class Key extends Part {
    private final Partition partition;
    private final long sequence = created++;
    private long deadline = Long.MAX_VALUE;
    private long oldest = Long.MAX_VALUE;
    private long holds = Long.MAX_VALUE;
    private int attemptsThen;
    private boolean gone;

    Key(List<@Nullable Object> normal, Partition partition) {
      super(
          PartKeys.of(
              PartKeys.PARTITION, owner, new PartOutput().values(normal.toArray()).toBytes()));
      this.partition = partition;
    }

    Event firstWaiting() {
      return Objects.requireNonNull(partition.firstWaiting()).event();
    }

    @Override
    protected boolean exists() {
      return !gone;
    }

    @Override
    protected void write(PartOutput out) {
      PartitionCodec.write(partition, out);
    }
  }

  /**
   * @param emittedTime what is to be known of matches that are not told yet
   */
  ClearStage(
      int owner,
      MatchProgram program,
      Environment environment,
      MatchCounters counters,
      EmittedTime emittedTime,
      Part.Changes changes,
      Sink sink) {
    this.owner = owner;
    this.program = program;
    this.environment = environment;
    this.emittedTime = emittedTime;
    boolean lastRows = emittedTime == EmittedTime.LAST_ROW;
    this.matcher = new Matcher(program, environment, counters, MatchListener.NONE, lastRows);
    this.rows = new MatchRows(program, environment, matcher::fail);
    this.counters = counters;
    this.lastRows =
        program.rows() == MatchProgram.Rows.ONE_PER_LAST_ROW
            ? new LastRows(program, environment, matcher::fail, sink)
            : null;
    this.changes = changes;
    this.sink = sink;
  }

  @Override
  public long deadline() {
    return deadlines.isEmpty() ? Long.MAX_VALUE : deadlines.first().deadline;
  }

  @Override
  public void fire(long time) {
    Key key = deadlines.first();
    matcher.expire(key.partition, time, this::matched);
    settle(key);
  }

  @Override
  public void end() {
    var waiting = new ArrayList<Key>();
    for (Key key : keys.values()) {
      if (key.partition.firstWaiting() != null) {
        waiting.add(key);
      }
    }
    waiting.sort(Comparator.comparing(Key::firstWaiting, ROWS));
    for (Key key : waiting) {
      matcher.endOfRows(key.partition, this::matched);
      settle(key);
    }
    while (!deadlines.isEmpty()) {
      fire(deadlines.first().deadline);
    }
    for (Key key : List.copyOf(byAge)) {
      matcher.end(key.partition, this::matched);
      tellEnded();
    }
    clear();
  }

  @Override
  public void clear() {
    for (Key key : keys.values()) {
      key.gone = true;
      changes.touch(key);
    }
    keys.clear();
    deadlines.clear();
    byAge.clear();
    holding.clear();
    attempts = 0;
    counters.open = 0;
  }

  @Override
  public long holds() {
    return holding.isEmpty() ? Long.MAX_VALUE : holding.first().holds;
  }

  @Override
  public long attempts() {
    return attempts;
  }

  @Override
  public int keys() {
    return keys.size();
  }

  @Override
  public void count(Census to) {
    for (Key key : keys.values()) {
      if (key.partition.attempts() > 0) {
        if (!to.key(key.partition.key().toArray())) {
          return;
        }
        key.partition.count(to);
      }
    }
  }

  @Override
  public boolean countsMatches() {
    return false;
  }

  // ---- restore ----

  @Override
  public void restore(byte[] name, PartInput in) {
    if (PartKeys.kind(name) == PartKeys.PARTITION) {
      restoreKey(in);
    }
  }

  @Override
  public void restored() {}

  private void restoreKey(PartInput in) {
    Partition partition = PartitionCodec.read(in, program);
    List<@Nullable Object> normal = normal(partition.key());
    var key = new Key(normal, partition);
    key.wasStored();
    keys.put(normal, key);
    schedule(key);
  }

  // ---- one row ----

  @Override
  public void row(Event row, long clock) {
    List<@Nullable Object> values = keyOf(row);
    if (values == null) {
      return;
    }
    List<@Nullable Object> normal = normal(values);
    Key key = keys.get(normal);
    if (key == null) {
      key = new Key(normal, new Partition(values));
      keys.put(normal, key);
    }
    matcher.row(key.partition, row, clock, this::matched);
    settle(key);
    keepWithinLimit();
  }

  /** Null where a key can not be computed; such a row is counted and left out. */
  private @Nullable List<@Nullable Object> keyOf(Event row) {
    var values = new @Nullable Object[program.partitionBy().size()];
    var scope = new RowScope(row, environment);
    for (int i = 0; i < values.length; i++) {
      try {
        values[i] = Keys.shown(program.partitionBy().get(i).evaluate(scope));
      } catch (ValueException e) {
        matcher.fail("PARTITION BY", e, row);
        return null;
      }
    }
    return Arrays.asList(values);
  }

  /** Equal values are one key, however they are written: 1.0 and 1.00, 0.0 and -0.0. */
  private static List<@Nullable Object> normal(List<@Nullable Object> values) {
    var normal = new ArrayList<@Nullable Object>(values.size());
    for (Object value : values) {
      normal.add(
          switch (value) {
            case BigDecimal d -> d.stripTrailingZeros();
            case Double d -> d + 0.0;
            case null, default -> value;
          });
    }
    return normal;
  }

  private void settle(Key key) {
    tellEnded();
    changes.touch(key);
    if (matcher.forgettable(key.partition)) {
      attempts -= key.attemptsThen;
      counters.open = attempts;
      deadlines.remove(key);
      byAge.remove(key);
      holding.remove(key);
      key.gone = true;
      keys.remove(normal(key.partition.key()));
    } else {
      schedule(key);
    }
  }

  private void schedule(Key key) {
    attempts += key.partition.attempts() - key.attemptsThen;
    counters.open = attempts;
    key.attemptsThen = key.partition.attempts();
    long oldest = key.partition.oldestAttempt();
    deadlines.remove(key);
    if (oldest != key.oldest) {
      byAge.remove(key);
      key.oldest = oldest;
      if (oldest < Long.MAX_VALUE) {
        byAge.add(key);
      }
    }
    key.deadline = matcher.deadline(key.partition);
    if (key.deadline < Long.MAX_VALUE) {
      deadlines.add(key);
    }
    long holds = emittedTime == EmittedTime.ROW ? Long.MAX_VALUE : key.partition.holds(emittedTime);
    if (holds != key.holds) {
      holding.remove(key);
      key.holds = holds;
      if (holds < Long.MAX_VALUE) {
        holding.add(key);
      }
    }
  }

  private void keepWithinLimit() {
    while (attempts > environment.limits().attemptsPerPattern() && !byAge.isEmpty()) {
      Key oldest = byAge.first();
      matcher.giveUpOldest(oldest.partition, this::matched);
      settle(oldest);
    }
  }

  /** Matches of one row come one behind the other. */
  @SuppressWarnings("ReferenceEquality") // a row is itself, whatever its values
  private void ended(Match match) {
    if (!ended.isEmpty() && last(ended.getFirst()) != last(match)) {
      tellEnded();
    }
    ended.add(match);
  }

  private void tellEnded() {
    if (lastRows == null || ended.isEmpty()) {
      return;
    }
    counters.matches++;
    Match one = ended.getFirst();
    var totals = new Totals(program, environment, ended);
    lastRows.tell(one.partition().key().toArray(), last(one), totals::of);
    ended.clear();
  }

  private static Event last(Match match) {
    return Objects.requireNonNull(match.labels()).row().event();
  }

  private void matched(Match match) {
    if (lastRows != null) {
      ended(match);
      return;
    }
    for (MatchRows.MatchRow row : rows.of(match, (m, n) -> RowIds.of(environment, m, n))) {
      Event start = match.start().event();
      var source = new MatchSource(environment, program, match, row.ordinal());
      sink.row(start.stream(), start.offset(), row.time(), row.values(), source);
    }
  }
}
