package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.program.Condition;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.expr.JoinedCondition;
import io.sluice.cep.program.expr.RunningTotal;
import io.sluice.cep.runtime.match.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The conditions that compare a sum or a count, and what rows add to it. */
final class OffsetGuards {
  /** Of one row to one sum. */
  static final class Added {
    /** In units; 0 where it can not be told. */
    double number;

    /** Its magnitude: of a difference, that of both together. */
    double size;

    /** Whether nothing is rounded. */
    boolean exact;

    /** Whether a sum of this alone is NULL. */
    boolean none;

    /** Whether it can not be computed: the condition itself must be asked. */
    boolean failed;

    void clear() {
      number = 0;
      size = 0;
      exact = true;
      none = false;
      failed = false;
    }
  }

  static final class Guard {
    final int number;
    final int variable;
    final long bit;
    final Condition condition;
    final JoinedCondition.OfTotal total;

    /** Whether the current row is one of those that are added. */
    final boolean addsItself;

    /** Whether there is a sum, which is NULL over no value. */
    final boolean sums;

    Guard(int number, int variable, long bit, Condition condition, JoinedCondition.OfTotal total) {
      this.number = number;
      this.variable = variable;
      this.bit = bit;
      this.condition = condition;
      this.total = total;
      this.addsItself = total.by().terms().stream().anyMatch(t -> t.rows().contains(variable));
      this.sums = total.by().terms().stream().anyMatch(RunningTotal.Term::sums);
    }

    boolean sumsItself() {
      return total.by().terms().stream().anyMatch(t -> t.sums() && t.rows().contains(variable));
    }
  }

  private final Guard[] guards;
  private final PathScope scope;
  private final Problems problems;
  private final long bits;

  OffsetGuards(
      MatchProgram program,
      Letters letters,
      Nodes nodes,
      TakenRows rows,
      Environment environment,
      Problems problems) {
    this.problems = problems;
    this.scope = new PathScope(program, environment, nodes, rows, new KeptFolds());
    var all = new ArrayList<Guard>();
    long asked = 0;
    for (int variable : Letters.used(program)) {
      Condition condition = program.variables().get(variable);
      if (condition.evaluator() instanceof JoinedCondition joined && joined.total() != null) {
        long bit = letters.bit(variable);
        all.add(new Guard(all.size(), variable, bit, condition, joined.total()));
        asked |= bit;
      }
    }
    this.guards = all.toArray(Guard[]::new);
    this.bits = asked;
  }

  int count() {
    return guards.length;
  }

  Guard guard(int number) {
    return guards[number];
  }

  /** Their variables. */
  long bits() {
    return bits;
  }

  /** Whether the row by itself may fit. */
  static boolean fits(Guard guard, Event row) {
    var own = guard.total.own();
    return own == null || own.holds(row.values());
  }

  /** What {@code row} adds to the sum of a guard as {@code label}. */
  void add(Guard guard, Event row, int label, Added to) {
    to.clear();
    RunningTotal total = guard.total.by();
    try {
      for (RunningTotal.Term term : total.terms()) {
        if (!term.rows().contains(label)) {
          to.none |= term.sums();
          continue;
        }
        var argument = term.argument();
        Object value =
            argument == null
                ? Long.valueOf(1)
                : argument.evaluate(scope.set(row, label, Nodes.NONE));
        if (term.sums()) {
          to.none |= value == null;
          add(total, term.sign(), value, to);
        } else if (value != null) {
          add(total, term.sign(), 1L, to);
        }
      }
    } catch (ValueException e) {
      to.failed = true;
    }
  }

  /** What the current row says beside its sum; {@code none} where that is NULL. */
  void here(Guard guard, Event row, Added to) {
    parts(guard, guard.total.by().here(), row, guard.variable, Nodes.NONE, to);
  }

  /**
   * What the rows of {@code labels} are compared with.
   *
   * @param row any
   */
  void there(Guard guard, Event row, int labels, Added to) {
    parts(guard, guard.total.by().there(), row, -1, labels, to);
  }

  private void parts(
      Guard guard, List<RunningTotal.Part> parts, Event row, int label, int labels, Added to) {
    to.clear();
    try {
      for (RunningTotal.Part part : parts) {
        Object value = part.value().evaluate(scope.set(row, label, labels));
        to.none |= value == null;
        add(guard.total.by(), part.sign(), value, to);
      }
    } catch (ValueException e) {
      to.failed = true;
    }
  }

  private static void add(RunningTotal total, int sign, @Nullable Object value, Added to) {
    if (value != null) {
      double number = total.number(value);
      to.number += sign * number;
      to.size += Math.abs(number);
      to.exact &= total.isExact(value);
    }
  }

  /** Asks the condition itself. */
  boolean holds(Guard guard, Event row, int labels) {
    try {
      var evaluator = Objects.requireNonNull(guard.condition.evaluator());
      return evaluator.holds(scope.set(row, guard.variable, labels));
    } catch (ValueException e) {
      problems.failed(guard.condition.where(), e, row);
      return false;
    }
  }
}
