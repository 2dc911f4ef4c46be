package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.navigation.RowSet;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.PatternProgram;
import io.sluice.cep.program.Trigger;
import io.sluice.cep.runtime.census.Census;
import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.runtime.match.MatchCounters;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.task.EngineTask;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Statements of one shape: they differ in conditions and measures, and share the automaton, the
 * table of keys, the rows that were taken and the queue of bounds. A row looks its key up once for
 * all of them, and what a statement adds to the state is a cell for each key that it is active for.
 *
 * <p>Bounds of one time pass in the order of the statements' numbers where that can be seen: those
 * that tell nothing pass here, the others are given to their statements.
 */
public final class Crowd {
  /**
   * What statements must have in common to share a crowd.
   *
   * @param key columns of PARTITION BY
   */
  public record Shape(
      PatternProgram pattern,
      int variables,
      List<Integer> key,
      long within,
      MatchProgram.Skip skip,
      RowSet skipTarget) {

    /** Of a statement that the preferred match is searched for. */
    public static Shape of(MatchProgram program, Trigger trigger) {
      return new Shape(
          program.pattern(),
          program.variables().size(),
          trigger.key(),
          program.within().orElseThrow(),
          program.skip(),
          program.skipTarget());
    }
  }

  /** Is told which statements have bounds that pass now and must be passed in their turn. */
  public interface Turns {
    void due(int statement);
  }

  private final Letters letters;
  final ConditionTable conditions;

  private final ListAutomaton automaton;
  private final KeyTable keys;
  private final Cells cells = new Cells();
  private final TakenRows rows;
  private final Nodes nodes;
  private final Starts starts;
  private final Caps caps;
  private final RingState state;
  private final FoundRows found;
  private final long within;
  private final int most;
  private final IntConsumer figures;
  private @Nullable CrowdMember[] members = new CrowdMember[16];

  /** By statement: open attempts, and keys with one. */
  private int[] attempts = new int[16];

  private int[] keysOf = new int[16];
  private boolean[] asleep = new boolean[16];
  private int size;

  /** Members with bounds that are to be passed in their turn. */
  private int due;

  private final CrowdRow at;

  /**
   * @param program of the first one
   * @param figures is told of each statement whose figures change
   */
  public Crowd(MatchProgram program, Environment environment, IntConsumer figures) {
    this.figures = figures;
    this.most = environment.limits().attemptsPerPattern();
    this.letters = new Letters(program);
    this.conditions = new ConditionTable(program);
    this.automaton = new ListAutomaton(program, letters);
    this.keys = new KeyTable(program, environment.parameters());
    this.at = new CrowdRow(program, letters, conditions, keys, cells);
    var attempts = new Attempts(automaton);
    this.rows = attempts.rows;
    this.nodes = attempts.nodes;
    var together = StartsTogether.of(program, attempts, letters, environment, new Owners());
    this.starts = together;
    int states = environment.limits().automatonStates();
    this.caps = new Caps(automaton, letters, together, new MatchCounters(), states);
    this.state = new RingState(rows, nodes, new CellParts(keys, cells, starts, this));
    this.found = new FoundRows(rows, keys::values);
    this.within = program.within().orElseThrow();
  }

  /** A cell is its statement's. */
  private final class Owners implements Starts.Owner {
    @Override
    public Skips skips(int cell) {
      return member(cells.statement(cell)).skips;
    }

    @Override
    public Problems problems(int cell) {
      figures.accept(cells.statement(cell));
      return member(cells.statement(cell)).problems;
    }

    @Override
    public FoundRows tell(int cell, int end, long bound) {
      FoundRows match = found.follow(cells.key(cell), nodes, end);
      if (bound != Long.MIN_VALUE) {
        match.at(bound);
      }
      figures.accept(cells.statement(cell));
      member(cells.statement(cell)).tell(match);
      return match;
    }
  }

  // ---- members ----

  /**
   * @param statement its number
   * @param told the program without its conditions
   */
  public Core join(
      int statement,
      MatchProgram program,
      MatchProgram told,
      Environment environment,
      MatchCounters counters,
      Core.Sink sink) {
    if (statement >= members.length) {
      int length = Math.max(statement + 1, 2 * members.length);
      members = Arrays.copyOf(members, length);
      attempts = Arrays.copyOf(attempts, length);
      keysOf = Arrays.copyOf(keysOf, length);
      asleep = Arrays.copyOf(asleep, length);
      at.room(length);
    }
    var member =
        new CrowdMember(
            this,
            statement,
            program,
            told,
            environment,
            counters,
            sink,
            cell -> keys.values(cells.key(cell)));
    members[statement] = member;
    size++;
    return member;
  }

  /** Its attempts are gone before. */
  public void leave(int statement) {
    members[statement] = null;
    asleep[statement] = false;
    conditions.remove(statement);
    size--;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  boolean has(int statement) {
    return statement < members.length && members[statement] != null;
  }

  CrowdMember member(int statement) {
    CrowdMember member = members[statement];
    if (member == null) {
      throw new IllegalStateException("statement " + statement + " has left");
    }
    return member;
  }

  // ---- rows ----

  /** Makes the row the one that is asked about. */
  public void look(Event row) {
    caps.check();
    at.look(row);
  }

  /**
   * How many statements are active for the key of the row; none where it matters to none of them.
   */
  public int active(Event row) {
    return at.active(row);
  }

  /** A statement that is active for the key of the last row. */
  public int active(int index) {
    return at.active(index);
  }

  /** A statement that sleeps has no attempts, and begins none. */
  public void sleeps(int statement, boolean sleeps) {
    asleep[statement] = sleeps;
  }

  int attempts(int statement) {
    return attempts[statement];
  }

  int keys(int statement) {
    return keysOf[statement];
  }

  void count(int statement, Census to) {
    int left = keysOf[statement];
    for (int cell = 0; left > 0 && cell < cells.end(); cell++) {
      if (cells.statement(cell) == statement) {
        left--;
        if (!to.key(keys.values(cells.key(cell)))) {
          return;
        }
        starts.count(cell, to);
      }
    }
  }

  /** Whether a statement can be asked by {@link #begins} and {@link #goesOn}. */
  public boolean knows(int statement) {
    return conditions.has(statement);
  }

  /** Whether the last row matters to a statement that it may begin a match of. */
  public boolean begins(int statement, Event row) {
    return !asleep[statement] && at.begins(statement, row);
  }

  /** The same of one that is active for the row's key, where the row begins nothing of its. */
  public boolean goesOn(int statement, Event row) {
    return at.goesOn(statement, row);
  }

  /** The next row of a statement that can be asked. */
  public void row(int statement, Event row, long clock) {
    at.lookWithKey(row);
    long letter = at.letter(statement, row);
    if (at.matters(letter)) {
      take(statement, at.number(letter), row, clock);
    }
  }

  /** The next row of a statement that has conditions of its own. */
  void row(int statement, Alphabet alphabet, Event row, long clock) {
    at.lookWithKey(row);
    long letter = alphabet.of(row);
    long failed = alphabet.failed();
    int number = at.number(letter);
    if (failed != 0) {
      long asked = starts.asked(at.cell(statement), number) & failed;
      member(statement).problems.failed(alphabet, asked, row);
    }
    if (at.matters(letter) || failed != 0) {
      take(statement, number, row, clock);
    }
  }

  private void take(int statement, int number, Event row, long clock) {
    int cell = at.cell(statement);
    if (cell < 0) {
      if (automaton.step(ListAutomaton.START, number).dead()) {
        return;
      }
      cell = at.add(statement, row);
      keysOf[statement]++;
    }
    int before = starts.attempts();
    boolean changed = starts.row(cell, number, row, clock);
    attempts[statement] += starts.attempts() - before;
    if (changed) {
      settle(cell);
      while (attempts[statement] > most) {
        giveUpOldest(member(statement));
      }
    }
  }

  private void settle(int cell) {
    if (starts.isActive(cell)) {
      state.changed(cell);
    } else {
      remove(cell);
    }
    letGo();
  }

  private void remove(int cell) {
    state.gone(cell);
    keysOf[cells.statement(cell)]--;
    at.remove(cell);
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

  private void giveUpOldest(CrowdMember member) {
    int row = rows.isAlive(member.oldest) ? member.oldest : rows.first();
    while (!isOpen(row) || cells.statement(rows.key(row)) != member.statement) {
      row = TakenRows.after(row);
    }
    member.oldest = row;
    int cell = rows.key(row);
    figures.accept(member.statement);
    member.problems.tooManyOfPattern(cell, rows.event(row));
    int before = starts.attempts();
    starts.giveUpOldest(cell);
    attempts[member.statement] += starts.attempts() - before;
    settle(cell);
  }

  // ---- bounds ----

  /** When the first bound passes; MAX_VALUE while members have to pass theirs. */
  public long deadline() {
    return rows.size() == 0 || due > 0
        ? Long.MAX_VALUE
        : PreferredCore.bound(rows.time(rows.first()), within);
  }

  /** Passes bounds at {@code time}, which {@link #deadline} gave. */
  public void fire(long time, Turns turns) {
    while (rows.size() > 0 && deadline() <= time) {
      int cell = rows.key(rows.first());
      if (!starts.isQuiet(cell)) {
        allDue(time, turns);
        return;
      }
      pass(cell, time);
    }
  }

  private void allDue(long time, Turns turns) {
    int left = rows.size();
    for (int row = rows.first(); left > 0; row = TakenRows.after(row), left--) {
      if (PreferredCore.bound(rows.time(row), within) > time) {
        return;
      }
      if (rows.isStart(row) && starts.isActive(rows.key(row))) {
        int statement = cells.statement(rows.key(row));
        if (statement >= 0) {
          due += member(statement).isDue(rows.key(row), time) ? 1 : 0;
          turns.due(statement);
        }
      }
    }
  }

  /** All bounds of {@code cells} up to {@code time} pass, in their order. */
  void fire(int[] due, int count, long time) {
    for (int i = 0; i < count; i++) {
      if (starts.isActive(due[i])) {
        pass(due[i], time);
      }
    }
  }

  void isPassed() {
    due--;
  }

  private void pass(int cell, long time) {
    int statement = cells.statement(cell);
    int before = starts.attempts();
    starts.pass(cell, time);
    attempts[statement] += starts.attempts() - before;
    settle(cell);
  }

  /** The input is over for one: all its bounds pass. */
  void end(CrowdMember member) {
    int left = rows.size();
    for (int row = rows.first(); left > 0; left--) {
      int next = TakenRows.after(row);
      if (rows.isAlive(row) && isOpen(row) && cells.statement(rows.key(row)) == member.statement) {
        pass(rows.key(row), PreferredCore.bound(rows.time(row), within));
      }
      row = next;
    }
    clear(member);
  }

  void clear(CrowdMember member) {
    if (keysOf[member.statement] > 0) {
      for (int cell = 0; cell < cells.end(); cell++) {
        if (cells.statement(cell) == member.statement) {
          starts.drop(cell);
          remove(cell);
        }
      }
    }
    attempts[member.statement] = 0;
    letGo();
  }

  // ---- state ----

  /** A cell of a statement is read by {@code read}. */
  void restored(int statement, Runnable read) {
    int before = starts.attempts();
    read.run();
    attempts[statement] += starts.attempts() - before;
    keysOf[statement]++;
  }

  /** Writes what changed since the last call. */
  public void write(EngineTask.StateWriter writer, Core.Names names) {
    state.write(writer, names);
  }

  public void restore(Core.Piece piece, byte[] name, PartInput in) {
    state.restore(piece, name, in);
  }

  /** What the other pieces say is here. */
  public void restored() {
    state.restored();
    cells.restored();
    letGo();
  }
}
