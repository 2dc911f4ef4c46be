package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.census.Census;
import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.runtime.match.MatchCounters;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.task.EngineTask;
import org.jspecify.annotations.Nullable;

/**
 * Every match. A match is told at the row that completes it; bounds tell nothing but absences, so
 * what they end is let go when rows come.
 */
public final class EveryCore implements Core {
  private final MatchCounters counters;
  private final Alphabet alphabet;
  private final Letters letters;
  private final SetAutomaton automaton;
  private final KeyTable keys;
  private final Every every;
  private final RingState state;
  private final Problems problems;
  private final long within;
  private final @Nullable Past past;
  private final @Nullable Neighbours neighbours;
  private final @Nullable LeadingNot nots;

  /** Whether keys stay without a partial match. */
  private final boolean lasting;

  private final boolean anchored;
  private final @Nullable MatchNumbers numbers;

  /** Where matches are listed. */
  private final @Nullable EveryMatch listed;

  /** Where bounds or ends of partitions make matches. */
  private final @Nullable EndedMatches ended;

  /** Where there is no WITHIN. */
  private final @Nullable Compaction compaction;

  /** Where matches are counted states stand in matrices, and stay. */
  private final @Nullable Caps caps;

  private final int mostStarts;
  private final long wanted;

  /**
   * @param ends for ONE ROW PER LAST ROW, whose matches are counted and not listed
   */
  public EveryCore(
      MatchProgram program,
      Environment environment,
      MatchCounters counters,
      Core.Sink sink,
      Core.Ends ends) {
    this.counters = counters;
    this.letters = new Letters(program);
    this.alphabet = new Alphabet(program, environment.parameters());
    this.automaton = new SetAutomaton(program, letters);
    this.keys = new KeyTable(program, environment.parameters());
    this.past = Past.of(program);
    this.neighbours = Neighbours.of(program, past);
    this.nots = LeadingNot.of(program, letters);
    this.anchored = program.anchored();
    this.numbers = program.numbered() ? new MatchNumbers() : null;
    this.lasting = anchored || numbers != null || past != null && past.lasting();
    if (program.rows() == MatchProgram.Rows.ONE_PER_LAST_ROW) {
      var counted =
          new CountedMatches(
              automaton,
              row -> letters.number(alphabet.of(row)),
              program,
              environment.parameters(),
              (key, last, totals) -> {
                counters.matches++;
                ends.ended(last, keys.values(key), totals);
              });
      this.every = counted;
      this.state = new RingState(every.rows(), every.nodes(), keys, new CountedCodec(counted));
      counted.changes(state::changed);
      this.compaction = null;
      this.caps = null;
      this.listed = null;
      this.ended = null;
    } else {
      var rows = new TakenRows();
      rows.with(neighbours);
      var nodes = new Nodes(rows);
      var pins = new Pins(rows, nodes, environment, counters);
      var series = new FoundSeries(rows, keys, counters, sink, pins);
      series.counted(numbers);
      var listed = new EveryMatch(automaton, rows, nodes, program, series);
      this.listed = listed;
      this.ended = program.awaits() ? listed.ended(series) : null;
      var codec = new EveryCodec(program.pattern(), automaton, listed.lists());
      var noted = nots == null ? codec : nots.with(codec, listed::isActive);
      var keyed =
          past == null ? noted : past.with(noted, key -> nots != null || listed.isActive(key));
      boolean more = past != null || nots != null;
      if (numbers != null) {
        keyed = numbers.with(keyed, key -> more || listed.isActive(key));
      } else if (anchored && !more) {
        keyed = new MatchNumbers().with(keyed, listed::isActive);
      }
      this.every = listed;
      this.state = new RingState(every.rows(), every.nodes(), keys, keyed);
      this.compaction = new Compaction(every.rows(), every.nodes(), listed.lists());
      int states = environment.limits().automatonStates();
      this.caps = new Caps(automaton, letters, listed.lists(), counters, states);
    }
    this.problems = new Problems(program, environment, counters, keys::values);
    this.within = program.within().orElse(PreferredCore.NEVER);
    this.mostStarts = environment.limits().attemptsPerPattern();
    this.wanted = letters.wanted(program);
  }

  @Override
  public void row(Event row, long clock) {
    if (caps != null) {
      caps.check();
    }
    if (within < PreferredCore.NEVER) {
      letGo(row.time() - within);
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
      problems.failed(alphabet, (asked | every.asked(key, number)) & alphabet.failed(), row);
    }
    boolean first = anchored && key < 0;
    boolean starts = every.starts(first, number);
    if (key < 0) {
      if (!starts && !lasting && (nots == null || !nots.concerns(letter))) {
        return;
      }
      key = keys.add();
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
    if (!starts && every.leavesAsItIs(key, number)) {
      if (first) {
        state.changed(key);
      }
      return;
    }
    long before = every.begun();
    every.row(first, key, number, row);
    counters.created += every.begun() - before;
    if (every.isActive(key)) {
      state.changed(key);
    } else {
      remove(key);
    }
    while (every.isFirstOver()) {
      letGoFirst();
    }
    if (compaction != null
        && within == PreferredCore.NEVER
        && compaction.isDue(every.starts() > mostStarts)) {
      compaction.run(state);
      every.restored();
    }
    while (every.starts() > mostStarts) {
      giveUpOldest();
    }
  }

  /** How many nodes have been looked into for LIMIT n PER ROW. */
  long opened() {
    return every.opened();
  }

  @Override
  public void failed(String where, ValueException error, Event row) {
    problems.failed(where, error, row);
  }

  @Override
  public void count(Census to) {
    var sets = new SetCensus(every.nodes(), every.rows(), to);
    for (int key = 0; key < keys.end(); key++) {
      if (keys.isHere(key) && every.isActive(key)) {
        if (!to.key(keys.values(key))) {
          return;
        }
        every.count(key, to, sets);
      }
    }
  }

  @Override
  public boolean countsMatches() {
    return every instanceof CountedMatches;
  }

  /** Rows up to {@code time} are out of every bound. */
  private void letGo(long time) {
    TakenRows rows = every.rows();
    while (rows.size() > 0 && rows.time(rows.first()) <= time) {
      letGoFirst();
    }
  }

  private void letGoFirst() {
    int key = every.letGoFirst();
    if (key >= 0) {
      remove(key);
    }
  }

  private void giveUpOldest() {
    TakenRows rows = every.rows();
    while (!rows.isStart(rows.first())) {
      letGoFirst();
    }
    problems.tooManyOfPattern(rows.key(rows.first()), rows.event(rows.first()));
    letGoFirst();
  }

  private void removeIfIdle(int key) {
    if (!every.isActive(key)) {
      remove(key);
    }
  }

  private void remove(int key) {
    if (lasting || nots != null && nots.holds(key)) {
      state.changed(key);
      return;
    }
    state.gone(key);
    keys.remove(key);
    if (past != null) {
      past.forget(key);
    }
  }

  @Override
  public long deadline() {
    TakenRows rows = every.rows();
    return ended == null || rows.size() == 0
        ? Long.MAX_VALUE
        : PreferredCore.bound(rows.time(rows.first()), within);
  }

  @Override
  public void fire(long time) {
    if (ended == null || listed == null) {
      throw new IllegalStateException("no bound tells anything");
    }
    ended.pass(time, listed, state::changed);
    letGo(time - within);
  }

  @Override
  public void end() {
    while (deadline() < Long.MAX_VALUE) {
      fire(deadline());
    }
    if (ended != null) {
      ended.end();
    }
    clear();
  }

  @Override
  public void clear() {
    state.allGone();
    every.clear();
    keys.clear();
    if (past != null) {
      past.clear();
    }
    if (nots != null) {
      nots.clear();
    }
    if (numbers != null) {
      numbers.clear();
    }
  }

  @Override
  public long attempts() {
    return every.starts();
  }

  @Override
  public int keys() {
    return keys.size();
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
    every.restored();
    if (nots != null) {
      nots.restored();
    }
  }
}
