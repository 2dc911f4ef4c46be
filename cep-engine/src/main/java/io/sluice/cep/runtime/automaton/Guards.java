package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.event.ValueOrder;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.program.Condition;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.expr.Evaluator;
import io.sluice.cep.program.expr.Join;
import io.sluice.cep.program.expr.JoinedCondition;
import io.sluice.cep.runtime.match.Environment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Conditions that look at other rows of the match, asked for one thread at a time. The letter of a
 * row says which of them it may fit; what they compare is computed once for the row, and stands in
 * columns for the rows that were taken.
 */
final class Guards {
  private final TakenRows rows;
  private final Problems problems;
  private final PathScope scope;
  private final boolean asksForPath;
  private final boolean mayFail;
  private final long bits;

  /** By bit of a letter. */
  private final Guard[] guards = new Guard[Letters.MOST_VARIABLES];

  private final List<Compared> columns = new ArrayList<>();
  private @Nullable Event row;
  private int room;

  /** A comparison with a column: one place for each taken row. */
  private static final class Compared {
    final Join join;
    final int register;

    /** Whether {@code numbers} are asked for. */
    boolean hasNumbers;

    double here;
    @Nullable Object value;
    double[] numbers = {};

    Compared(Join join, int register) {
      this.join = join;
      this.register = register;
      this.hasNumbers = join instanceof Join.Numbers;
    }

    /** Whether the row alone may make the condition fail. */
    boolean mayFail() {
      return join instanceof Join.Numbers numbers && numbers.mayFail();
    }

    double number(@Nullable Object[] values) {
      return switch (join) {
        case Join.Numbers numbers -> numbers.there().of(values);
        case Join.Values of -> of.rank(of.there().of(values));
      };
    }
  }

  private static final class Guard {
    final int variable;
    final Condition condition;
    final Compared[] compared;
    final @Nullable Evaluator rest;
    final @Nullable Compared by;

    Guard(int variable, Condition condition, Compared[] compared, @Nullable Evaluator rest) {
      this.variable = variable;
      this.condition = condition;
      this.compared = compared;
      this.rest = rest;
      Compared found = null;
      Join by = Guards.by(Arrays.stream(compared).map(each -> each.join).toList());
      for (Compared each : compared) {
        if (found == null && each.join.equals(by)) {
          found = each;
          each.hasNumbers |= !each.join.isEqual();
        }
      }
      this.by = found;
    }
  }

  Guards(
      MatchProgram program,
      Letters letters,
      Registers registers,
      Nodes nodes,
      TakenRows rows,
      Environment environment,
      Problems problems) {
    this.rows = rows;
    this.problems = problems;
    this.scope = new PathScope(program, environment, nodes, rows, new KeptFolds());
    long all = 0;
    boolean path = false;
    boolean fails = false;
    for (int variable : Letters.used(program)) {
      Condition condition = program.variables().get(variable);
      if (condition.evaluator() instanceof JoinedCondition joined) {
        var compared = new ArrayList<Compared>();
        for (Join join : joined.joins()) {
          compared.add(new Compared(join, registers.of(join.target(), variable)));
        }
        columns.addAll(compared);
        var guard =
            new Guard(variable, condition, compared.toArray(Compared[]::new), joined.rest());
        guards[Long.numberOfTrailingZeros(letters.bit(variable))] = guard;
        all |= letters.bit(variable);
        path |= joined.rest() != null;
        fails |= joined.mayFail();
      }
    }
    this.bits = all;
    this.asksForPath = path;
    this.mayFail = fails;
  }

  /** Whether a condition may look at any row of the match, so that registers do not tell all. */
  boolean asksForPath() {
    return asksForPath;
  }

  /** Whether an answer may be a value error, which is counted. */
  boolean mayFail() {
    return mayFail;
  }

  /**
   * The next row that is asked about.
   *
   * @param may what it may fit
   * @return that without what it does not fit, whatever the thread
   */
  long row(Event next, long may) {
    row = next;
    long left = may;
    for (long rest = may & bits; rest != 0; rest &= rest - 1) {
      int bit = Long.numberOfTrailingZeros(rest);
      if (!compute(guards[bit], next.values())) {
        left &= ~(1L << bit);
      }
    }
    return left;
  }

  private static boolean compute(Guard guard, @Nullable Object[] values) {
    for (Compared each : guard.compared) {
      switch (each.join) {
        case Join.Numbers join -> {
          each.here = join.here().of(values);
          if (Double.isNaN(each.here)) {
            return false;
          }
        }
        case Join.Values join -> {
          each.value = join.here().of(values);
          if (each.value == null) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /**
   * What the row fits for one thread.
   *
   * @param may what it may fit, of what the thread asks for
   * @param at where the registers of the thread stand
   * @param path its labels
   */
  long fits(long may, int[] registers, int at, int path) {
    long fits = may;
    for (long rest = may & bits; rest != 0; rest &= rest - 1) {
      int bit = Long.numberOfTrailingZeros(rest);
      if (!holds(guards[bit], registers, at, path)) {
        fits &= ~(1L << bit);
      }
    }
    return fits;
  }

  private boolean holds(Guard guard, int[] registers, int at, int path) {
    for (Compared each : guard.compared) {
      int there = registers[at + each.register];
      if (there == Nodes.NONE ? !each.mayFail() : !holds(each, there)) {
        return false;
      }
    }
    return guard.rest == null || ask(guard, guard.rest, path);
  }

  private boolean holds(Compared each, int there) {
    switch (each.join) {
      case Join.Numbers join -> {
        return join.order().holds(each.here, each.numbers[there & room - 1]);
      }
      case Join.Values join -> {
        Object other = join.there().of(rows.event(there).values());
        return other != null && each.value != null && join.holds(each.value, other);
      }
    }
  }

  private boolean ask(Guard guard, Evaluator rest, int path) {
    if (row == null) {
      throw new IllegalStateException("no row is asked about");
    }
    try {
      return rest.holds(scope.set(row, guard.variable, path));
    } catch (ValueException e) {
      problems.failed(guard.condition.where(), e, row);
      return false;
    }
  }

  // ---- what runs are looked up by ----

  /** Conditions that look at other rows, a bit each. */
  long bits() {
    return bits;
  }

  /** How runs can be found that a row may fit by the condition of this bit. */
  Lookup lookup(int bit) {
    return guards[bit].by == null
        ? Lookup.NONE
        : guards[bit].by.join.isEqual() ? Lookup.HASH : Lookup.ORDER;
  }

  /**
   * Which conditions of {@code among} runs can be found by as they are by that of {@code bit},
   * since they compare the same of them: that one too.
   */
  long mates(int bit, long among) {
    long mates = 0;
    Compared by = by(guards[bit].by);
    for (long rest = among; rest != 0; rest &= rest - 1) {
      Compared other = guards[Long.numberOfTrailingZeros(rest)].by;
      if (other != null
          && other.register == by.register
          && other.join.getClass() == by.join.getClass()
          && other.join.isEqual() == by.join.isEqual()
          && other.join.theirs().equals(by.join.theirs())) {
        mates |= Long.lowestOneBit(rest);
      }
    }
    return mates;
  }

  enum Lookup {
    /** By a value that must be equal. */
    HASH,
    /** By a number that must not be greater. */
    ORDER,
    NONE
  }

  /** What runs are looked up by: the first equality, else the first one that says what is more. */
  static @Nullable Join by(List<Join> joins) {
    for (Join join : joins) {
      if (join.isEqual()) {
        return join;
      }
    }
    for (Join join : joins) {
      switch (join) {
        case Join.Numbers _ -> {
          return join;
        }
        case Join.Values values -> {
          if (values.isOrder()) {
            return join;
          }
        }
      }
    }
    return null;
  }

  private static Compared by(@Nullable Compared of) {
    if (of == null) {
      throw new IllegalStateException("runs are not looked up by this condition");
    }
    return of;
  }

  /** Of the current row. */
  int hash(int bit) {
    Compared by = by(guards[bit].by);
    return by.join instanceof Join.Numbers ? hash(by.here) : hash(by.value);
  }

  /** Of a run; {@link #NEVER} where no row is equal. */
  long hash(int bit, int[] registers, int at) {
    Compared by = by(guards[bit].by);
    int there = registers[at + by.register];
    if (there == Nodes.NONE) {
      return NEVER;
    }
    if (by.join instanceof Join.Values join) {
      Object value = join.there().of(rows.event(there).values());
      return value == null ? NEVER : hash(value);
    }
    double number = by.numbers[there & room - 1];
    return Double.isNaN(number) ? NEVER : hash(number);
  }

  static final long NEVER = Long.MIN_VALUE;

  private static int hash(double number) {
    return Double.hashCode(number + 0.0);
  }

  private static int hash(@Nullable Object value) {
    return Objects.hashCode(ValueOrder.key(value));
  }

  /** Of the current row: what is looked for is not greater. */
  double number(int bit) {
    Compared by = by(guards[bit].by);
    return switch (by.join) {
      case Join.Numbers join -> join.order().most(by.here);
      case Join.Values join -> join.rank(by.value);
    };
  }

  /** Of a run; NaN where no row fits. */
  double number(int bit, int[] registers, int at) {
    Compared by = by(guards[bit].by);
    int there = registers[at + by.register];
    if (there == Nodes.NONE) {
      return by.mayFail() ? Double.MAX_VALUE : Double.NaN;
    }
    return by.numbers[there & room - 1];
  }

  // ---- columns ----

  /** A row has been taken under this number. */
  void taken(int number) {
    if (rows.size() > room) {
      restored();
    } else {
      compute(number);
    }
  }

  /** Columns are not stored: the rows have what they say. */
  void restored() {
    int size = 64;
    while (size < rows.size()) {
      size *= 2;
    }
    room = size;
    for (Compared each : columns) {
      if (each.hasNumbers) {
        each.numbers = new double[size];
      }
    }
    for (int number = rows.first(); number != rows.next(); number = TakenRows.after(number)) {
      compute(number);
    }
  }

  private void compute(int number) {
    for (Compared each : columns) {
      if (each.hasNumbers) {
        each.numbers[number & room - 1] = each.number(rows.event(number).values());
      }
    }
  }
}
