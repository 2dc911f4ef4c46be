package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Widening;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class BoolOr implements AggregateFunction {
  @Override
  public String name() {
    return "BOOL_OR";
  }

  @Override
  public String signature() {
    return "BOOL_OR(condition)";
  }

  @Override
  public String description() {
    return "Whether the condition is true for one row at least.";
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
    class Any implements Accumulator {
      private @Nullable Boolean any;

      @Override
      public void add(@Nullable Object[] values) {
        if (values[0] instanceof Boolean b) {
          any = b || Boolean.TRUE.equals(any);
        }
      }

      @Override
      public @Nullable Object result() {
        return any;
      }

      @Override
      public Accumulator copy() {
        var copy = new Any();
        copy.any = any;
        return copy;
      }
    }
    return new Any();
  }
}
