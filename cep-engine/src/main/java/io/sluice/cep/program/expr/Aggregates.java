package io.sluice.cep.program.expr;

import io.sluice.cep.event.Event;
import io.sluice.cep.event.ValueOrder;
import io.sluice.cep.function.AggregateFunction;
import io.sluice.cep.plan.TypedExpr;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An aggregate over the rows of a match, straight from its definition: all rows, each time. */
final class Aggregates {
  private Aggregates() {}

  static Evaluator of(TypedExpr.MatchAggregate expr) {
    AggregateFunction function = expr.function();
    var types = expr.arguments().stream().map(TypedExpr::type).toList();
    List<Evaluator> arguments = ExpressionCompiler.compile(expr.arguments());
    TypedExpr condition = expr.filter();
    Evaluator filter = condition == null ? null : ExpressionCompiler.compile(condition);
    return scope -> {
      AggregateFunction.Accumulator accumulator = function.accumulator(types);
      Set<List<@Nullable Object>> seen = new HashSet<>();
      for (Event row : scope.rows(expr.rows(), expr.running())) {
        Scope there = scope.at(row);
        if (filter != null && !filter.holds(there)) {
          continue;
        }
        @Nullable Object[] values = new @Nullable Object[arguments.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = arguments.get(i).evaluate(there);
        }
        if (!expr.distinct() || seen.add(key(values))) {
          accumulator.add(values);
        }
      }
      return accumulator.result();
    };
  }

  private static List<@Nullable Object> key(@Nullable Object[] values) {
    return Arrays.stream(values).<@Nullable Object>map(ValueOrder::key).toList();
  }
}
