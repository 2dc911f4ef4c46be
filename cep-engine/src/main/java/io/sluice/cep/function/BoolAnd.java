package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Widening;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class BoolAnd implements AggregateFunction {
  @Override
  public String name() {
    return "BOOL_AND";
  }

  @Override
  public String signature() {
    return "BOOL_AND(condition)";
  }

  @Override
  public String description() {
    return "Whether the condition is true for every row where it is not null.";
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
        ? new ScalarFunction.Overload(List.of(ColumnType.BOOLEAN), ColumnType.BOOLEAN)
        : null;
  }

  @Override
  public Accumulator accumulator(List<ColumnType> arguments) {
    class All implements Accumulator {
      private @Nullable Boolean all;

      @Override
      public void add(@Nullable Object[] values) {
        if (values[0] instanceof Boolean b) {
          all = b && !Boolean.FALSE.equals(all);
        }
      }

      @Override
      public @Nullable Object result() {
        return all;
      }

      @Override
      public Accumulator copy() {
        var copy = new All();
        copy.all = all;
        return copy;
      }
    }
    return new All();
  }
}
