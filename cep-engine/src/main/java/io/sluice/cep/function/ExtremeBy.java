package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.ValueOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** MIN_BY ({@code sign} -1) and MAX_BY (1). */
record ExtremeBy(String name, int sign) implements AggregateFunction {
  @Override
  public String signature() {
    return name + "(value, by)";
  }

  @Override
  public String description() {
    return "The value of the first row whose other value is the %s."
        .formatted(sign < 0 ? "least" : "greatest");
  }

  @Override
  public int minArguments() {
    return 2;
  }

  @Override
  public int maxArguments() {
    return 2;
  }

  @Override
  public ScalarFunction.@Nullable Overload resolve(List<ColumnType> arguments) {
    return switch (arguments.get(1)) {
      case ColumnType.ArrayOf _, ColumnType.MapOf _ -> null;
      case ColumnType _ -> new ScalarFunction.Overload(arguments, arguments.getFirst());
    };
  }

  @Override
  public Accumulator accumulator(List<ColumnType> arguments) {
    class Best implements Accumulator {
      private @Nullable Object value;
      private @Nullable Object best;

      @Override
      public void add(@Nullable Object[] values) {
        Object by = values[1];
        if (by != null && (best == null || Integer.signum(ValueOrder.compare(by, best)) == sign)) {
          best = by;
          value = values[0];
        }
      }

      @Override
      public @Nullable Object result() {
        return value;
      }

      @Override
      public Accumulator copy() {
        var copy = new Best();
        copy.value = value;
        copy.best = best;
        return copy;
      }
    }
    return new Best();
  }
}
