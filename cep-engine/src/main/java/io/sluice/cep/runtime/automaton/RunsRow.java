package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.match.Environment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The row that the runs of a key meet. It meets the runs of a state only that the state's condition
 * can let it fit, see {@link RunTable}. What it makes of them stands in tables when all have met
 * it.
 */
final class RunsRow {
  private final TakenRows rows;
  private final Nodes nodes;
  private final RunStarts starts;
  private final SetPaths paths;
  private final Registers registers;
  private final Guards guards;
  private final RunStates states;
  private final boolean inTurn;
  private final int width;
  private final int[] none;

  private @Nullable Event event;
  private int key;
  private int number;

  /** Runs that the row makes: the state of each, then what stands in its table. */
  private int[] made = new int[32];

  private int making;

  /** Starts of runs that go. */
  private int[] left = new int[8];

  private int leaving;

  RunsRow(
      MatchProgram program,
      Environment environment,
      Problems problems,
      Letters letters,
      SetAutomaton automaton,
      TakenRows rows,
      Nodes nodes,
      RunStarts starts,
      SetPaths paths) {
    this.rows = rows;
    this.nodes = nodes;
    this.starts = starts;
    this.paths = paths;
    this.registers = new Registers(program);
    this.guards = new Guards(program, letters, registers, nodes, rows, environment, problems);
    this.states = new RunStates(automaton, letters, guards);
    this.inTurn = program.consumes();
    this.width = RunTable.REGISTERS + registers.count();
    this.none = new int[width];
    registers.begin(none, RunTable.REGISTERS);
  }

  /** Ints of a run. */
  int width() {
    return width;
  }

  /** Variables that the runs of a key ask a row for, and a new attempt. */
  long asked(@Nullable RunsOfKey there) {
    long asked = askedToBegin();
    for (int i = 0; there != null && i < there.count; i++) {
      asked |= there.tables[i].live() > 0 ? states.of(there.tables[i].state).asked() : 0;
    }
    return asked;
  }

  /** Variables that a new attempt asks a row for. */
  long askedToBegin() {
    return states.of(SetAutomaton.START).asked();
  }

  /**
   * The next row.
   *
   * @param letter what it may fit
   * @return the start of the attempt that begins with it, or NONE
   */
  int step(Event row, int itsKey, RunsOfKey of, long letter, boolean mayBegin) {
    event = row;
    key = itsKey;
    number = Nodes.NONE;
    long may = guards.row(row, letter);
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
    boolean began = mayBegin && begin(of, may);
    make(of);
    return began ? number : Nodes.NONE;
  }

  private void meet(RunsOfKey of, RunTable table, long may) {
    RunStates.Facts facts = states.of(table.state);
    long asked = may & facts.asked();
    long looking = asked & guards.bits();
    boolean rests = states.actions(table.state, asked & ~looking) == SetAutomaton.SAME;
    if (rests && looking == 0) {
      return;
    }
    if (rests && (looking & ~facts.found()) == 0) {
      find(of, table, facts.lookup(), looking, asked);
      return;
    }
    for (int run = 0; run < table.size; run++) {
      if (table.start(run) != Nodes.NONE) {
        meet(of, table, run, asked);
      }
    }
  }

  /** Meets each run once that may fit any of the conditions {@code looking}. */
  private void find(RunsOfKey of, RunTable table, Guards.Lookup lookup, long looking, long asked) {
    switch (lookup) {
      case HASH -> {
        for (long rest = looking; rest != 0; rest &= rest - 1) {
          int hash = guards.hash(Long.numberOfTrailingZeros(rest));
          if (isNew(hash, looking & (Long.lowestOneBit(rest) - 1))) {
            find(of, table, hash, asked);
          }
        }
      }
      case ORDER -> {
        double most = Double.NEGATIVE_INFINITY;
        for (long rest = looking; rest != 0; rest &= rest - 1) {
          most = Math.max(most, guards.number(Long.numberOfTrailingZeros(rest)));
        }
        for (int run = table.next(0, most); run >= 0; run = table.next(run + 1, most)) {
          meet(of, table, run, asked);
        }
      }
      case NONE -> throw new IllegalStateException("there is nothing to find runs by");
    }
  }

  private void find(RunsOfKey of, RunTable table, int hash, long asked) {
    for (int run = table.first(hash); run >= 0; ) {
      int then = table.after(run, hash);
      meet(of, table, run, asked);
      run = then;
    }
  }

  private boolean isNew(int hash, long others) {
    for (long rest = others; rest != 0; rest &= rest - 1) {
      if (guards.hash(Long.numberOfTrailingZeros(rest)) == hash) {
        return false;
      }
    }
    return true;
  }

  private void meet(RunsOfKey of, RunTable table, int run, long asked) {
    int start = table.start(run);
    int set = table.set(run);
    if (!of.isAlive(rows, start)) {
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
  private boolean begin(RunsOfKey of, long may) {
    long asked = may & askedToBegin();
    long fits = guards.fits(asked, none, RunTable.REGISTERS, Nodes.NONE);
    int[] actions = states.actions(SetAutomaton.START, fits);
    boolean began = false;
    for (int i = 0; i < actions.length; i += 3) {
      if (actions[i + 1] != SetAutomaton.PASSED) {
        int start = taken();
        take(actions, i, start, Nodes.bottom(start), none, 0);
        rows.begins(start);
        began = true;
        if (starts.hasMatch(start)) {
          of.began(start);
        }
      }
    }
    return began;
  }

  private void take(int[] actions, int i, int start, int set, int[] from, int at) {
    int label = actions[i + 1];
    int row = taken();
    if (actions[i + 2] != 0 && inTurn) {
      starts.found(start, nodes.output(set, row, label));
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
      starts.remove(of, left[i]);
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
    starts.add(of, start);
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
    table.close(start -> of.isAlive(rows, start));
    for (int run = 0; run < table.size; run++) {
      look(table, run);
      if (!guards.asksForPath()) {
        table.twin(run);
      }
    }
  }

  private int taken() {
    if (number == Nodes.NONE && event != null) {
      number = rows.add(event, key, nodes.next());
      starts.taken(number);
      guards.taken(number);
    }
    return number;
  }

  /** Rows, labels and keys are here again. */
  void restored() {
    guards.restored();
  }

  void restored(RunsOfKey of) {
    for (int i = 0; i < of.count; i++) {
      close(of, of.tables[i]);
    }
  }
}
