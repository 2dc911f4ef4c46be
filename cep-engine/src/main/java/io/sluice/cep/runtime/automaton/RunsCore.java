package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.census.Census;
import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.runtime.match.MatchCounters;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.task.EngineTask;

/**
 * Every match of a statement with WITHIN where conditions look at other rows of the match; and
 * those of chains, where a start has one partial match at most. With a skip that takes rows away, a
 * chain's matches are found for all starts side by side, and told in turn. Partial matches with one
 * start, one state and equal registers are one run: they have one future, so their labellings are a
 * compact set. What a row does to them is in {@link RunsRow}, what bounds, limits and turns do is
 * here.
 */
public final class RunsCore implements Core {
  private final MatchCounters counters;
  private final Alphabet alphabet;
  private final KeyTable keys;
  private final SetAutomaton automaton;
  private final TakenRows rows = new TakenRows();
  private final Nodes nodes = new Nodes(rows);
  private final RunStarts starts = new RunStarts(rows);
  private final RunsOfKeys runs = new RunsOfKeys();
  private final RunsRow meeting;
  private final SetPaths paths;
  private final RunsCodec codec;
  private final RingState state;
  private final Problems problems;
  private final FoundRows found;
  private final Core.Sink sink;
  private final long within;
  private final int mostOfKey;
  private final int mostOfPattern;
  private final long wanted;
  private final boolean inTurn;
  private final Skips skips;

  public RunsCore(
      MatchProgram program, Environment environment, MatchCounters counters, Core.Sink sink) {
    this.counters = counters;
    this.sink = sink;
    var letters = new Letters(program);
    this.automaton = new SetAutomaton(program, letters);
    this.alphabet = new Alphabet(program, environment.parameters());
    this.keys = new KeyTable(program, environment.parameters());
    this.problems = new Problems(program, environment, counters, keys::values);
    var pins = new Pins(rows, nodes, environment, counters);
    var completed = new Completed(new FoundSeries(rows, keys, counters, sink, pins), rows);
    this.paths = new SetPaths(nodes, completed);
    completed.listedBy(paths);
    this.meeting =
        new RunsRow(program, environment, problems, letters, automaton, rows, nodes, starts, paths);
    this.codec = new RunsCodec(program, automaton, rows, runs, starts, meeting.width());
    this.state = new RingState(rows, nodes, keys, codec);
    this.found = new FoundRows(rows, keys::values);
    this.within = program.within().orElseThrow();
    this.mostOfKey = environment.limits().attemptsPerKey();
    this.mostOfPattern = environment.limits().attemptsPerPattern();
    this.wanted = letters.wanted(program);
    this.inTurn = program.consumes();
    this.skips = new Skips(program, counters, problems);
  }

  /**
   * Whether it runs a statement: every match is wanted, or a start has one thread at most, which is
   * over with its match.
   */
  public static boolean runs(MatchProgram program) {
    if (program.within().isEmpty()
        || program.gap().isPresent()
        || program.timeouts()
        || program.rows() == MatchProgram.Rows.ALL_WITH_UNMATCHED
        || program.numbered()
        || program.looksAround()
        || !program.leadingNot().isEmpty()) {
      return false;
    }
    return program.skip() == MatchProgram.Skip.NO_SKIP
        || program.skip() == MatchProgram.Skip.TO_NEXT_ROW
            && !program.bounded()
            && Chain.isOfSteps(program.pattern())
        || program.consumes() && Chain.isOfSteps(program.pattern());
  }

  @Override
  public void row(Event row, long clock) {
    letGo(row.time() - within);
    long letter = alphabet.of(row);
    if ((letter & wanted) == 0 && wanted != -1 && alphabet.failed() == 0) {
      return;
    }
    try {
      keys.look(row);
    } catch (ValueException e) {
      problems.failed("PARTITION BY", e, row);
      return;
    }
    int known = keys.find();
    if (alphabet.failed() != 0) {
      long asked = meeting.asked(runs.known(known));
      problems.failed(alphabet, asked & alphabet.failed(), row);
    }
    boolean mayBegin = (letter & meeting.askedToBegin()) != 0;
    if (known < 0 && !mayBegin) {
      return;
    }
    int key = known < 0 ? keys.add() : known;
    paths.begin(key, Nodes.NONE);
    step(row, key, letter, mayBegin);
    paths.tell();
    settle(key);
    while (attempts() > mostOfPattern) {
      giveUpOldest();
    }
  }

  private void step(Event row, int key, long letter, boolean mayBegin) {
    RunsOfKey of = runs.of(key);
    if (of.low != Nodes.NONE && !rows.isAlive(of.low)) {
      of.low = Nodes.NONE;
    }
    int before = of.attempts;
    int oldest = of.oldest(starts::hasRuns);
    int began = meeting.step(row, key, of, letter, mayBegin);
    if (began == Nodes.NONE) {
      return;
    }
    counters.created++;
    if (before + 1 > mostOfKey && !inTurn) {
      problems.tooManyOfKey(key, row);
      of.low = oldest == Nodes.NONE ? began : oldest;
      starts.giveUp(of, of.low);
    }
  }

  private void settle(int of) {
    RunsOfKey there = runs.of(of);
    if (inTurn ? decide(of, there) : there.attempts > 0) {
      state.changed(of);
    } else {
      state.gone(of);
      keys.remove(of);
      runs.forget(of);
    }
  }

  /**
   * Tells the matches whose turn has come: no older start is open that may take their rows.
   *
   * @return whether a start is open
   */
  private boolean decide(int of, RunsOfKey there) {
    while (true) {
      int start = turn(there);
      if (start == Nodes.NONE || !starts.hasMatch(start)) {
        return start != Nodes.NONE;
      }
      FoundRows match = found.follow(of, nodes, starts.match(start));
      counters.matches++;
      sink.found(match);
      int end = skips.end(match, start);
      there.low = skips.again() ? TakenRows.before(end) : end;
      there.over(
          row -> {
            if (rows.isAlive(row)) {
              starts.giveUp(there, row);
            }
          });
    }
  }

  private boolean isOpenOrMatched(int start) {
    return starts.hasRuns(start) || starts.hasMatch(start);
  }

  // ---- time, limits ----

  /** Rows up to {@code time} are out of every bound. */
  private void letGo(long time) {
    while (rows.size() > 0 && rows.time(rows.first()) <= time) {
      letGoFirst();
    }
  }

  private void letGoFirst() {
    int first = rows.first();
    int of = rows.key(first);
    boolean start = rows.isStart(first);
    boolean open = start && starts.hasRuns(first);
    if (open) {
      starts.giveUp(runs.of(of), first);
    }
    starts.forget(first);
    rows.removeFirst();
    nodes.letGo(rows.size() == 0 ? nodes.next() : rows.node(rows.first()));
    if (inTurn ? start && keys.isHere(of) : open && runs.of(of).attempts == 0) {
      settle(of);
    }
  }

  private void giveUpOldest() {
    while (!isOpen(rows.first())) {
      letGoFirst();
    }
    problems.tooManyOfPattern(rows.key(rows.first()), rows.event(rows.first()));
    letGoFirst();
  }

  private boolean isOpen(int row) {
    return rows.isStart(row)
        && starts.hasRuns(row)
        && (!inTurn || keys.isHere(rows.key(row)) && runs.of(rows.key(row)).isAlive(rows, row));
  }

  @Override
  public void failed(String where, ValueException error, Event row) {
    problems.failed(where, error, row);
  }

  @Override
  public long deadline() {
    return !inTurn || rows.size() == 0
        ? Long.MAX_VALUE
        : PreferredCore.bound(rows.time(rows.first()), within);
  }

  @Override
  public void fire(long time) {
    while (deadline() <= time) {
      letGoFirst();
    }
  }

  @Override
  public void end() {
    while (inTurn && rows.size() > 0) {
      letGoFirst();
    }
    clear();
  }

  @Override
  public void clear() {
    state.allGone();
    runs.clear();
    starts.clear();
    rows.clear();
    nodes.clear();
    keys.clear();
  }

  @Override
  public long attempts() {
    return inTurn ? keys.size() : starts.open();
  }

  @Override
  public int keys() {
    return keys.size();
  }

  @Override
  public void count(Census to) {
    var sets = new SetCensus(nodes, rows, to);
    for (int of = 0; of < keys.end(); of++) {
      if (keys.isHere(of)) {
        if (!to.key(keys.values(of))) {
          return;
        }
        RunsOfKey there = runs.of(of);
        there.count(rows, automaton, inTurn ? turn(there) : Nodes.NONE, sets);
      }
    }
  }

  /** Where starts have their turns, only the first one's is known to come. */
  private int turn(RunsOfKey of) {
    return of.oldest(row -> of.isAlive(rows, row) && isOpenOrMatched(row));
  }

  // ---- state ----

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
    meeting.restored();
    codec.restored();
    runs.each(meeting::restored);
  }
}
