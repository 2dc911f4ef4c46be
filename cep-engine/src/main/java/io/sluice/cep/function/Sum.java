package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SUM: exact for integers and decimals, null over no value. */
final class Sum implements AggregateFunction {
  @Override
  public String name() {
    return "SUM";
  }

  @Override
  public String signature() {
    return "SUM(number)";
  }

  @Override
  public String description() {
    return "The sum of the values that are not null.";
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
    ColumnType result =
        switch (arguments.getFirst()) {
          case ColumnType.Int _, ColumnType.BigInt _, ColumnType.Null _ -> ColumnType.BIGINT;
          case ColumnType.DoublePrecision _ -> ColumnType.DOUBLE;
          case ColumnType.Decimal d ->
              new ColumnType.Decimal(ColumnType.Decimal.MAX_PRECISION, d.scale());
          default -> null;
        };
    return result == null ? null : new ScalarFunction.Overload(arguments, result);
  }

  @Override
  public Accumulator accumulator(List<ColumnType> arguments) {
    return switch (arguments.getFirst()) {
      case ColumnType.DoublePrecision _ -> new OfDoubles();
      case ColumnType.Decimal d ->
          new OfDecimals(new ColumnType.Decimal(ColumnType.Decimal.MAX_PRECISION, d.scale()));
      default -> new OfIntegers();
    };
  }

  private static final class OfIntegers implements Accumulator {
    private @Nullable Long sum;

    @Override
    public void add(@Nullable Object[] values) {
      if (values[0] instanceof Number n) {
        try {
          sum = sum == null ? n.longValue() : Math.addExact(sum, n.longValue());
        } catch (ArithmeticException e) {
          throw new ValueException("SUM does not fit BIGINT");
        }
      }
    }

    @Override
    public @Nullable Object result() {
      return sum;
    }

    @Override
    public Accumulator copy() {
      var copy = new OfIntegers();
      copy.sum = sum;
      return copy;
    }
  }

  private static final class OfDoubles implements Accumulator {
    private @Nullable Double sum;

    @Override
    public void add(@Nullable Object[] values) {
      if (values[0] instanceof Double n) {
        sum = sum == null ? n : sum + n;
      }
    }

    @Override
    public @Nullable Object result() {
      return sum;
    }

    @Override
    public Accumulator copy() {
      var copy = new OfDoubles();
      copy.sum = sum;
      return copy;
    }
  }

  private static final class OfDecimals implements Accumulator {
    private final ColumnType.Decimal type;
    private @Nullable BigDecimal sum;

    OfDecimals(ColumnType.Decimal type) {
      this.type = type;
    }

    @Override
    public void add(@Nullable Object[] values) {
      if (values[0] instanceof BigDecimal n) {
        sum = Conversion.fit(sum == null ? n : sum.add(n), type);
      }
    }

    @Override
    public @Nullable Object result() {
      return sum;
    }

    @Override
    public Accumulator copy() {
      var copy = new OfDecimals(type);
      copy.sum = sum;
      return copy;
    }
  }
}
