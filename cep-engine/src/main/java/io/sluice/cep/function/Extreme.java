package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.ValueOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** MIN ({@code sign} -1) and MAX (1). */
record Extreme(String name, int sign) implements AggregateFunction {
  @Override
  public String signature() {
    return name + "(value)";
  }

  @Override
  public String description() {
    return "The %s of the values that are not null.".formatted(sign < 0 ? "least" : "greatest");
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
    return switch (arguments.getFirst()) {
      case ColumnType.ArrayOf _, ColumnType.MapOf _ -> null;
      case ColumnType type -> new ScalarFunction.Overload(arguments, type);
    };
  }

  @Override
  public Accumulator accumulator(List<ColumnType> arguments) {
    class Best implements Accumulator {
      private @Nullable Object best;

      @Override
      public void add(@Nullable Object[] values) {
        Object value = values[0];
        if (value != null
            && (best == null || Integer.signum(ValueOrder.compare(value, best)) == sign)) {
          best = value;
        }
      }

      @Override
      public @Nullable Object result() {
        return best;
      }

      @Override
      public Accumulator copy() {
        var copy = new Best();
        copy.best = best;
        return copy;
      }
    }
    return new Best();
  }
}
