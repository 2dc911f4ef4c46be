package io.sluice.cep.program.expr;

import io.sluice.cep.event.ValueOrder;
import io.sluice.cep.function.AggregateFunction.Accumulator;
import io.sluice.cep.plan.TypedExpr;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Aggregates over the rows of a match. */
final class Aggregates {
  private Aggregates() {}

  static Evaluator of(TypedExpr.MatchAggregate expr) {
    TypedExpr filter = expr.filter();
    var fold =
        new OfMatch(
            expr,
            ExpressionCompiler.compile(expr.arguments()),
            filter == null ? null : ExpressionCompiler.compile(filter));
    return scope -> scope.fold(expr.rows(), expr.running(), fold).accumulator.result();
  }

  /** The values so far, and with DISTINCT which they were. */
  private record State(Accumulator accumulator, @Nullable Set<List<@Nullable Object>> seen) {}

  private static final class OfMatch implements Fold<State> {
    private final TypedExpr.MatchAggregate expr;
    private final List<Evaluator> arguments;
    private final @Nullable Evaluator filter;

    OfMatch(TypedExpr.MatchAggregate expr, List<Evaluator> arguments, @Nullable Evaluator filter) {
      this.expr = expr;
      this.arguments = arguments;
      this.filter = filter;
    }

    @Override
    public State start() {
      var types = expr.arguments().stream().map(TypedExpr::type).toList();
      return new State(
          expr.function().accumulator(types), expr.distinct() ? new HashSet<>() : null);
    }

    @Override
    public void add(State state, Scope there) {
      if (filter != null && !filter.holds(there)) {
        return;
      }
      @Nullable Object[] values = new @Nullable Object[arguments.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = arguments.get(i).evaluate(there);
      }
      if (state.seen == null || state.seen.add(key(values))) {
        state.accumulator.add(values);
      }
    }

    @Override
    public @Nullable State copy(State state) {
      Accumulator copy = state.seen == null ? state.accumulator.copy() : null;
      return copy == null ? null : new State(copy, null);
    }
  }

  private static List<@Nullable Object> key(@Nullable Object[] values) {
    return Arrays.stream(values).<@Nullable Object>map(ValueOrder::key).toList();
  }
}
