package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** COUNT(*) counts rows, COUNT(x) those in which x is not null. */
final class Count implements AggregateFunction {
  @Override
  public String name() {
    return "COUNT";
  }

  @Override
  public String signature() {
    return "COUNT(*) or COUNT(value)";
  }

  @Override
  public String description() {
    return "How many rows there are, or in how many the value is not null.";
  }

  @Override
  public int minArguments() {
    return 0;
  }

  @Override
  public int maxArguments() {
    return 1;
  }

  @Override
  public ScalarFunction.@Nullable Overload resolve(List<ColumnType> arguments) {
    return new ScalarFunction.Overload(arguments, ColumnType.BIGINT);
  }

  @Override
  public Accumulator accumulator(List<ColumnType> arguments) {
    class Counted implements Accumulator {
      private long count;

      @Override
      public void add(@Nullable Object[] values) {
        if (values.length == 0 || values[0] != null) {
          count++;
        }
      }

      @Override
      public Object result() {
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
