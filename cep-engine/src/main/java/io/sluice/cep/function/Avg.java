package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** AVG: DOUBLE for integers and doubles, a decimal with at least six digits for decimals. */
final class Avg implements AggregateFunction {
  private static final int MIN_SCALE = 6;

  @Override
  public String name() {
    return "AVG";
  }

  @Override
  public String signature() {
    return "AVG(number)";
  }

  @Override
  public String description() {
    return "The mean of the values that are not null.";
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
    ColumnType type = arguments.getFirst();
    if (type instanceof ColumnType.Decimal decimal) {
      return new ScalarFunction.Overload(arguments, mean(decimal));
    }
    return type.isNumeric() || type instanceof ColumnType.Null
        ? new ScalarFunction.Overload(List.of(ColumnType.DOUBLE), ColumnType.DOUBLE)
        : null;
  }

  private static ColumnType.Decimal mean(ColumnType.Decimal type) {
    return new ColumnType.Decimal(
        ColumnType.Decimal.MAX_PRECISION, Math.max(MIN_SCALE, type.scale()));
  }

  @Override
  public Accumulator accumulator(List<ColumnType> arguments) {
    return new Mean(new Sum().accumulator(arguments), 0);
  }

  private static final class Mean implements Accumulator {
    private final Accumulator sum;
    private long count;

    Mean(Accumulator sum, long count) {
      this.sum = sum;
      this.count = count;
    }

    @Override
    public void add(@Nullable Object[] values) {
      if (values[0] != null) {
        count++;
        sum.add(values);
      }
    }

    @Override
    public @Nullable Object result() {
      return switch (sum.result()) {
        case Double total -> total / count;
        case BigDecimal total ->
            total.divide(
                BigDecimal.valueOf(count),
                Math.max(MIN_SCALE, total.scale()),
                RoundingMode.HALF_UP);
        case null, default -> null;
      };
    }

    @Override
    public Accumulator copy() {
      return new Mean(Objects.requireNonNull(sum.copy()), count);
    }
  }
}
