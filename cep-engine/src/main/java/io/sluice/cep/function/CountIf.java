package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Widening;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class CountIf implements AggregateFunction {
  @Override
  public String name() {
    return "COUNT_IF";
  }

  @Override
  public String signature() {
    return "COUNT_IF(condition)";
  }

  @Override
  public String description() {
    return "How many rows fit the condition.";
  }

  @Override
  public int minArguments() {
    return 1;
  }

  @Override
  public int maxArguments() {
    return 1;
  }

  @Override
  public ScalarFunction.@Nullable Overload resolve(List<ColumnType> arguments) {
    return Widening.fits(arguments.getFirst(), ColumnType.BOOLEAN)
        ? new ScalarFunction.Overload(List.of(ColumnType.BOOLEAN), ColumnType.BIGINT)
        : null;
  }

  @Override
  public Accumulator accumulator(List<ColumnType> arguments) {
    class Counted implements Accumulator {
      private long count;

      @Override
      public void add(@Nullable Object[] values) {
        if (Boolean.TRUE.equals(values[0])) {
          count++;
        }
      }

      @Override
      public @Nullable Object result() {
        return count;
      }

      @Override
      public Accumulator copy() {
        var copy = new Counted();
        copy.count = count;
        return copy;
      }
    }
    return new Counted();
  }
}
