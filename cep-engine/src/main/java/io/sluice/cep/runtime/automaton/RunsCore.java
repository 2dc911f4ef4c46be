package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.program.GapRule;
import io.sluice.cep.program.Instruction;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.runtime.match.MatchCounters;
import io.sluice.cep.runtime.place.Place;
import io.sluice.cep.runtime.place.PlaceCodec;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import io.sluice.cep.task.EngineTask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every match of a statement with WITHIN where conditions look at other rows of the match; and
 * those of chains, where a start has one partial match at most. With a skip that takes rows away, a
 * chain's matches are found for all starts side by side, and told in turn. Partial matches with one
 * start, one state and equal registers are one run: they have one future, so their labellings are a
 * compact set. A row meets the runs of a state only that the state's condition can let it fit, see
 * {@link RunTable}.
 */
public final class RunsCore implements Core {
  private final MatchCounters counters;
  private final Alphabet alphabet;
  private final KeyTable keys;
  private final TakenRows rows = new TakenRows();
  private final Nodes nodes = new Nodes(rows);
  private final Registers registers;
  private final Guards guards;
  private final SetAutomaton automaton;
  private final RunStates states;
  private final Completed completed;
  private final SetPaths paths;
  private final RingState state;
  private final Problems problems;
  private final FoundRows found;
  private final Core.Sink sink;
  private final MatchProgram program;
  private final long within;
  private final int mostOfKey;
  private final int mostOfPattern;
  private final long wanted;
  private final int width;
  private final int[] none;
  private @Nullable RunsOfKey[] runs = new RunsOfKey[8];

  /** Of each taken row how many runs begin with it. */
  private int[] runsOf = new int[64];

  /** Of each taken row the match that begins with it and waits for older starts, or NONE. */
  private int[] best = new int[64];

  private final boolean inTurn;
  private final Skips skips;
  private final List<int[]> bestToRestore = new ArrayList<>();

  private int total;

  // ---- the row ----

  private @Nullable Event event;
  private int key;
  private int number;

  /** Runs that the row makes: the state of each, then what stands in its table. */
  private int[] made = new int[32];

  private int making;

  /** Starts of runs that go. */
  private int[] left = new int[8];

  private int leaving;

  public RunsCore(
      MatchProgram program, Environment environment, MatchCounters counters, Core.Sink sink) {
    this.program = program;
    this.counters = counters;
    this.sink = sink;
    var letters = new Letters(program);
    this.alphabet = new Alphabet(program, environment.parameters());
    this.automaton = new SetAutomaton(program, letters);
    this.keys = new KeyTable(program.partitionBy(), environment.parameters());
    this.problems = new Problems(program, environment, counters, keys::values);
    this.registers = new Registers(program);
    this.guards = new Guards(program, letters, registers, nodes, rows, environment, problems);
    this.states = new RunStates(automaton, letters, guards);
    this.completed = new Completed(this::tell, rows);
    this.paths = new SetPaths(nodes, completed);
    this.state = new RingState(rows, nodes, keys, new Keyed());
    this.found = new FoundRows(rows, keys);
    this.within = program.within().orElseThrow();
    this.mostOfKey = environment.limits().attemptsPerKey();
    this.mostOfPattern = environment.limits().attemptsPerPattern();
    this.wanted = letters.wanted(program);
    this.inTurn = program.consumes();
    this.skips = new Skips(program, counters, problems);
    this.width = RunTable.REGISTERS + registers.count();
    this.none = new int[width];
    registers.begin(none, RunTable.REGISTERS);
    Arrays.fill(best, Nodes.NONE);
  }

  /**
   * Whether it runs a statement: every match is wanted, or a start has one thread at most, which is
   * over with its match.
   */
  public static boolean runs(MatchProgram program) {
    return program.skip() == MatchProgram.Skip.NO_SKIP
        || program.skip() == MatchProgram.Skip.TO_NEXT_ROW && !program.bounded() && isChain(program)
        || program.consumes() && isChain(program);
  }

  private static boolean isChain(MatchProgram program) {
    return program.pattern().instructions().stream().allMatch(RunsCore::isOfChain);
  }

  private static boolean isOfChain(Instruction instruction) {
    return switch (instruction) {
      case Instruction.Take _, Instruction.Accept _ -> true;
      case Instruction.Pass pass -> pass.gap().kind() != GapRule.Kind.SKIP_TILL_ANY;
      case Instruction.Split _,
          Instruction.Jump _,
          Instruction.Enter _,
          Instruction.Again _,
          Instruction.PartitionStart _,
          Instruction.PartitionEnd _,
          Instruction.AwaitBound _ ->
          false;
    };
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
      problems.failed(alphabet, asked(known) & alphabet.failed(), row);
    }
    boolean mayBegin = (letter & states.of(SetAutomaton.START).asked()) != 0;
    if (known < 0 && !mayBegin) {
      return;
    }
    key = known < 0 ? keys.add() : known;
    event = row;
    number = Nodes.NONE;
    step(guards.row(row, letter), mayBegin);
    completed.tell(key);
    settle(key);
    while (attempts() > mostOfPattern) {
      giveUpOldest();
    }
  }

  private void settle(int of) {
    RunsOfKey there = ofKey(of);
    if (inTurn ? decide(of, there) : there.attempts > 0) {
      state.changed(of);
    } else {
      remove(of);
    }
  }

  /**
   * Tells the matches whose turn has come: no older start is open that may take their rows.
   *
   * @return whether a start is open
   */
  private boolean decide(int of, RunsOfKey there) {
    while (true) {
      int start = there.oldest(row -> isAlive(there, row) && (hasRuns(row) || hasMatch(row)));
      if (start == Nodes.NONE || !hasMatch(start)) {
        return start != Nodes.NONE;
      }
      FoundRows match = found.follow(of, nodes, best[start & best.length - 1]);
      counters.matches++;
      sink.found(match);
      int end = skips.end(match, start);
      there.low = skips.again() ? TakenRows.before(end) : end;
    }
  }

  private boolean hasMatch(int start) {
    return best[start & best.length - 1] != Nodes.NONE;
  }

  private long asked(int of) {
    long asked = states.of(SetAutomaton.START).asked();
    RunsOfKey there = of < 0 || of >= runs.length ? null : runs[of];
    for (int i = 0; there != null && i < there.count; i++) {
      asked |= there.tables[i].live() > 0 ? states.of(there.tables[i].state).asked() : 0;
    }
    return asked;
  }

  private void step(long may, boolean mayBegin) {
    RunsOfKey of = ofKey(key);
    if (of.low != Nodes.NONE && !rows.isAlive(of.low)) {
      of.low = Nodes.NONE;
    }
    int before = of.attempts;
    int oldest = of.oldest(this::hasRuns);
    int tables = of.count;
    for (int i = 0; i < tables; i++) {
      RunTable table = of.tables[i];
      if (table.hasManyHoles()) {
        close(of, table);
      }
    }
    for (int i = 0; i < tables; i++) {
      if (of.tables[i].live() > 0) {
        meet(of, of.tables[i], may);
      }
    }
    boolean began = mayBegin && begin(may);
    make(of);
    if (began && before + 1 > mostOfKey && !inTurn) {
      problems.tooManyOfKey(key, row());
      giveUp(of, oldest == Nodes.NONE ? number : oldest);
    }
  }

  private Event row() {
    if (event == null) {
      throw new IllegalStateException("no row is stepped");
    }
    return event;
  }

  // ---- runs meet the row ----

  private void meet(RunsOfKey of, RunTable table, long may) {
    RunStates.Facts facts = states.of(table.state);
    long asked = may & facts.asked();
    long looking = asked & guards.bits();
    boolean rests = states.actions(table.state, asked & ~looking) == SetAutomaton.SAME;
    if (rests && looking == 0) {
      return;
    }
    if (rests && facts.bit() >= 0 && looking == 1L << facts.bit()) {
      switch (facts.lookup()) {
        case HASH -> {
          int hash = guards.hash(facts.bit());
          for (int run = table.first(hash); run >= 0; ) {
            int then = table.after(run, hash);
            meet(of, table, run, asked);
            run = then;
          }
          return;
        }
        case ORDER -> {
          double most = guards.number(facts.bit());
          for (int run = table.next(0, most); run >= 0; run = table.next(run + 1, most)) {
            meet(of, table, run, asked);
          }
          return;
        }
        case NONE -> {}
      }
    }
    for (int run = 0; run < table.size; run++) {
      if (table.start(run) != Nodes.NONE) {
        meet(of, table, run, asked);
      }
    }
  }

  private void meet(RunsOfKey of, RunTable table, int run, long asked) {
    int start = table.start(run);
    int set = table.set(run);
    if (!isAlive(of, start)) {
      table.remove(run);
      return;
    }
    long fits = guards.fits(asked, table.runs, table.registers(run), set);
    int[] actions = states.actions(table.state, fits);
    if (actions == SetAutomaton.SAME) {
      return;
    }
    boolean stays = false;
    for (int i = 0; i < actions.length; i += 3) {
      int target = actions[i];
      int label = actions[i + 1];
      if (label != SetAutomaton.PASSED) {
        take(actions, i, start, set, table.runs, run * width);
      } else if (target == table.state) {
        stays = true;
      } else {
        make(target, start, set, table.runs, run * width, SetAutomaton.PASSED);
      }
    }
    if (!stays) {
      table.remove(run);
      if (leaving == left.length) {
        left = Arrays.copyOf(left, 2 * leaving);
      }
      left[leaving++] = start;
    }
  }

  /** Whether a new attempt has begun. */
  private boolean begin(long may) {
    long asked = may & states.of(SetAutomaton.START).asked();
    long fits = guards.fits(asked, none, RunTable.REGISTERS, Nodes.NONE);
    int[] actions = states.actions(SetAutomaton.START, fits);
    boolean began = false;
    for (int i = 0; i < actions.length; i += 3) {
      if (actions[i + 1] != SetAutomaton.PASSED) {
        int start = taken();
        take(actions, i, start, Nodes.bottom(start), none, 0);
        rows.begins(start);
        began = true;
        if (hasMatch(start)) {
          ofKey(key).began(start);
        }
      }
    }
    counters.created += began ? 1 : 0;
    return began;
  }

  private void take(int[] actions, int i, int start, int set, int[] from, int at) {
    int label = actions[i + 1];
    int row = taken();
    if (actions[i + 2] != 0 && inTurn) {
      best[start & best.length - 1] = nodes.output(set, row, label);
    } else if (actions[i + 2] != 0) {
      paths.complete(key, set, row, label);
    }
    if (actions[i] != SetAutomaton.NOWHERE) {
      make(actions[i], start, nodes.output(set, row, label), from, at, label);
    }
  }

  /**
   * A run that stands in its table when all have met the row.
   *
   * @param from what it goes on from; at {@code at}
   * @param label the variable that takes the row, or PASSED
   */
  private void make(int to, int start, int set, int[] from, int at, int label) {
    int length = width + 1;
    if ((making + 1) * length > made.length) {
      made = Arrays.copyOf(made, 2 * (making + 1) * length);
    }
    int there = making++ * length;
    made[there] = to;
    made[there + 1 + RunTable.START] = start;
    made[there + 1 + RunTable.SET] = set;
    int first = there + 1 + RunTable.REGISTERS;
    System.arraycopy(from, at + RunTable.REGISTERS, made, first, width - RunTable.REGISTERS);
    if (label != SetAutomaton.PASSED) {
      registers.take(made, first, label, number);
    }
  }

  private void make(RunsOfKey of) {
    for (int i = 0; i < making; i++) {
      int at = i * (width + 1);
      add(of, of.table(made[at], width), at + 1);
    }
    making = 0;
    for (int i = 0; i < leaving; i++) {
      if (--runsOf[left[i] & runsOf.length - 1] == 0) {
        of.attempts--;
        total--;
      }
    }
    leaving = 0;
  }

  private void add(RunsOfKey of, RunTable table, int at) {
    int start = made[at + RunTable.START];
    int set = made[at + RunTable.SET];
    int run = table.add(start, set);
    System.arraycopy(made, at, table.runs, run * width, width);
    if (!guards.asksForPath()) {
      int twin = table.twin(run);
      if (twin >= 0) {
        table.dropLast();
        table.set(twin, nodes.join(set, table.set(twin)));
        return;
      }
    }
    look(table, run);
    if (runsOf[start & runsOf.length - 1]++ == 0) {
      of.began(start);
      of.attempts++;
      total++;
    }
  }

  private void look(RunTable table, int run) {
    RunStates.Facts facts = states.of(table.state);
    switch (facts.lookup()) {
      case HASH -> table.hash(run, guards.hash(facts.bit(), table.runs, table.registers(run)));
      case ORDER -> table.number(run, guards.number(facts.bit(), table.runs, table.registers(run)));
      case NONE -> {}
    }
  }

  private void close(RunsOfKey of, RunTable table) {
    table.close(start -> isAlive(of, start));
    for (int run = 0; run < table.size; run++) {
      look(table, run);
      if (!guards.asksForPath()) {
        table.twin(run);
      }
    }
  }

  private boolean isAlive(RunsOfKey of, int start) {
    return rows.isAlive(start) && (of.low == Nodes.NONE || TakenRows.isNewer(start, of.low));
  }

  private boolean hasRuns(int start) {
    return rows.isAlive(start) && runsOf[start & runsOf.length - 1] > 0;
  }

  private int taken() {
    if (number == Nodes.NONE) {
      number = rows.add(row(), key, nodes.next());
      if (rows.size() > runsOf.length) {
        grow();
      }
      runsOf[number & runsOf.length - 1] = 0;
      best[number & best.length - 1] = Nodes.NONE;
      guards.taken(number);
    }
    return number;
  }

  private void grow() {
    int room = 2 * runsOf.length;
    int[] runsThere = new int[room];
    int[] bestThere = new int[room];
    for (int at = rows.first(); at != number; at = TakenRows.after(at)) {
      runsThere[at & room - 1] = runsOf[at & runsOf.length - 1];
      bestThere[at & room - 1] = best[at & best.length - 1];
    }
    runsOf = runsThere;
    best = bestThere;
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
    int there = first & runsOf.length - 1;
    boolean start = rows.isStart(first);
    boolean open = start && runsOf[there] > 0;
    if (open) {
      total--;
      ofKey(of).attempts--;
    }
    runsOf[there] = 0;
    best[there] = Nodes.NONE;
    rows.removeFirst();
    nodes.letGo(rows.size() == 0 ? nodes.next() : rows.node(rows.first()));
    if (inTurn ? start && keys.isHere(of) : open && ofKey(of).attempts == 0) {
      settle(of);
    }
  }

  private void giveUp(RunsOfKey of, int start) {
    of.low = start;
    int at = start & runsOf.length - 1;
    if (runsOf[at] > 0) {
      runsOf[at] = 0;
      of.attempts--;
      total--;
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
        && hasRuns(row)
        && (!inTurn || keys.isHere(rows.key(row)) && isAlive(ofKey(rows.key(row)), row));
  }

  private void remove(int of) {
    state.gone(of);
    keys.remove(of);
    runs[of] = null;
  }

  private RunsOfKey ofKey(int of) {
    if (of >= runs.length) {
      runs = Arrays.copyOf(runs, Math.max(2 * runs.length, of + 1));
    }
    RunsOfKey there = runs[of];
    if (there == null) {
      there = new RunsOfKey();
      runs[of] = there;
    }
    return there;
  }

  private void tell(int of, int[] from, int at, int length) {
    counters.matches++;
    sink.found(found.set(of, from, at, length));
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
    runs = new RunsOfKey[8];
    total = 0;
    rows.clear();
    nodes.clear();
    keys.clear();
  }

  @Override
  public long attempts() {
    return inTurn ? keys.size() : total;
  }

  @Override
  public int keys() {
    return keys.size();
  }

  // ---- state ----

  private final class Keyed implements RingState.Keyed {
    @Override
    public void write(int of, PartOutput out) {
      RunsOfKey there = ofKey(of);
      for (int i = 0; i < there.count; i++) {
        RunTable table = there.tables[i];
        out.flag(true);
        List<Place> places = automaton.placesOf(table.state);
        out.number(places.size());
        places.forEach(place -> PlaceCodec.write(place, out));
        for (int run = 0; run < table.size; run++) {
          if (table.start(run) != Nodes.NONE && isAlive(there, table.start(run))) {
            out.flag(true);
            for (int at = run * width; at < (run + 1) * width; at++) {
              out.number(table.runs[at]);
            }
          }
        }
        out.flag(false);
      }
      out.flag(false);
      there.each(
          start -> {
            if (rows.isAlive(start) && isAlive(there, start) && hasMatch(start)) {
              out.flag(true).number(start).number(best[start & best.length - 1]);
            }
          });
      out.flag(false);
    }

    @Override
    public void read(int of, PartInput in) {
      RunsOfKey there = ofKey(of);
      while (in.flag()) {
        var places = new ArrayList<Place>();
        for (int n = in.count(); n > 0; n--) {
          places.add(PlaceCodec.read(in, program.pattern()));
        }
        RunTable table = there.table(automaton.stateOf(places), width);
        while (in.flag()) {
          int run = table.add(in.count(), in.count());
          for (int i = RunTable.REGISTERS; i < width; i++) {
            table.runs[run * width + i] = in.count();
          }
        }
      }
      while (in.flag()) {
        bestToRestore.add(new int[] {in.count(), in.count()});
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
    guards.restored();
    int room = 64;
    while (room < rows.size()) {
      room *= 2;
    }
    runsOf = new int[room];
    best = new int[room];
    Arrays.fill(best, Nodes.NONE);
    for (int[] each : bestToRestore) {
      best[each[0] & room - 1] = each[1];
    }
    bestToRestore.clear();
    for (RunsOfKey of : runs) {
      for (int i = 0; of != null && i < of.count; i++) {
        RunTable table = of.tables[i];
        for (int run = 0; run < table.size; run++) {
          runsOf[table.start(run) & room - 1]++;
        }
        close(of, table);
      }
    }
    for (int row = rows.first(); row != rows.next(); row = TakenRows.after(row)) {
      if (hasRuns(row) || hasMatch(row)) {
        RunsOfKey of = ofKey(rows.key(row));
        of.began(row);
        of.attempts += hasRuns(row) ? 1 : 0;
        total += hasRuns(row) ? 1 : 0;
      }
    }
  }
}
