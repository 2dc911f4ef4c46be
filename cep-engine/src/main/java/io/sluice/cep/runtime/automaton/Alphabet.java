package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.program.Condition;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.expr.Evaluator;
import io.sluice.cep.program.expr.JoinedCondition;
import io.sluice.cep.program.expr.PastColumn;
import io.sluice.cep.program.expr.RowCondition;
import io.sluice.cep.program.expr.RowTest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reduces a row to its letter: the set of variables that it fits, a bit each; where a condition
 * looks at other rows too ({@link Guards}), that it may fit. Conditions are asked once a row,
 * whatever the number of attempts.
 */
final class Alphabet {
  private final @Nullable RowTest[] tests;
  private final @Nullable Evaluator[] evaluators;
  private final Condition[] conditions;
  private final OneRow scope;
  private final ValueException[] errors;
  private final PastColumn[] past;

  /** The values of a row, and behind them what PREV asks for. */
  private final @Nullable Object[] wide;

  private long failed;

  Alphabet(MatchProgram program, List<@Nullable Object> parameters) {
    int[] variables = Letters.used(program).stream().mapToInt(v -> v).toArray();
    this.tests = new @Nullable RowTest[variables.length];
    this.evaluators = new @Nullable Evaluator[variables.length];
    this.conditions = new Condition[variables.length];
    this.errors = new ValueException[variables.length];
    this.scope = new OneRow(parameters);
    this.past = program.past().toArray(PastColumn[]::new);
    this.wide = new @Nullable Object[program.input().size() + past.length];
    for (int bit = 0; bit < variables.length; bit++) {
      Condition condition = program.variables().get(variables[bit]);
      conditions[bit] = condition;
      switch (condition.evaluator()) {
        case null -> tests[bit] = values -> true;
        case RowCondition c -> tests[bit] = c.test();
        case JoinedCondition c -> tests[bit] = c.may() == null ? values -> true : c.may();
        case Evaluator e -> evaluators[bit] = e;
      }
    }
  }

  /** The letter of a row; a condition that fails on a value does not fit, see {@link #failed}. */
  long of(Event row) {
    return of(row, row.values());
  }

  /**
   * @param key of the row, or -1
   * @param before what came before it
   */
  long of(Event row, Past before, int key) {
    scope.before(before, key);
    return of(row, past.length == 0 ? row.values() : widened(row.values(), before, key));
  }

  private @Nullable Object[] widened(@Nullable Object[] values, Past before, int key) {
    int width = wide.length - past.length;
    System.arraycopy(values, 0, wide, 0, width);
    for (int i = 0; i < past.length; i++) {
      Event earlier = before.row(key, past[i].back());
      wide[width + i] = earlier == null ? null : earlier.values()[past[i].column()];
    }
    return wide;
  }

  private long of(Event row, @Nullable Object[] values) {
    long letter = 0;
    failed = 0;
    for (int bit = 0; bit < tests.length; bit++) {
      RowTest test = tests[bit];
      if (test != null ? test.holds(values) : asked(bit, row)) {
        letter |= 1L << bit;
      }
    }
    return letter;
  }

  private boolean asked(int bit, Event row) {
    Evaluator evaluator = evaluators[bit];
    try {
      return evaluator != null && evaluator.holds(scope.set(row, conditions[bit].variable()));
    } catch (ValueException e) {
      errors[bit] = e;
      failed |= 1L << bit;
      return false;
    }
  }

  /** Conditions of the last row that failed on a value, whether anyone asks for them or not. */
  long failed() {
    return failed;
  }

  ValueException error(int bit) {
    return errors[bit];
  }

  String where(int bit) {
    return conditions[bit].where();
  }
}
