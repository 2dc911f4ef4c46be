package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.expr.ColumnOfRow;
import io.sluice.cep.program.expr.Evaluator;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the current row adds to an aggregate where it has one of the aggregate's variables. */
final class Weight {
  private final @Nullable Evaluator argument;
  private final @Nullable Evaluator filter;
  private final int column;
  private final boolean[] ofVariable;
  private final OneRow scope;
  private @Nullable Object value;
  private boolean fails;
  private @Nullable ValueException error;

  Weight(MatchProgram.Total total, int variables, List<@Nullable Object> parameters) {
    this.argument = total.argument();
    this.filter = total.filter();
    this.column = total.argument() instanceof ColumnOfRow of && filter == null ? of.index() : -1;
    this.ofVariable = new boolean[variables];
    this.scope = new OneRow(parameters);
    for (int variable = 0; variable < variables; variable++) {
      ofVariable[variable] = total.rows().contains(variable);
    }
  }

  void of(Event row) {
    value = column >= 0 ? row.values()[column] : evaluated(row);
  }

  private @Nullable Object evaluated(Event row) {
    scope.set(row, "");
    fails = false;
    try {
      if (filter != null && !filter.holds(scope)) {
        return null;
      }
      return argument == null ? Boolean.TRUE : argument.evaluate(scope);
    } catch (ValueException e) {
      error = e;
      fails = true;
      return null;
    }
  }

  /** Whether it might fail on a value. */
  boolean mayFail() {
    return column < 0;
  }

  /** Whether it can not be computed for the row. */
  boolean fails() {
    return fails;
  }

  /** Of the last row for which it could not be computed. */
  @Nullable ValueException error() {
    return error;
  }

  boolean takes(int variable) {
    return ofVariable[variable];
  }

  /** Null where the row adds nothing. */
  @Nullable Object value() {
    return value;
  }

  /** In units of the last digit of {@code scale}; {@link Long#MIN_VALUE} where it is too large. */
  long units(Object of, int scale) {
    if (of instanceof BigDecimal decimal) {
      var unscaled = decimal.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue();
      return unscaled.bitLength() > 63 ? Long.MIN_VALUE : unscaled.longValue();
    }
    return ((Number) of).longValue();
  }
}
