package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Standard deviation and variance, by Welford's method: no loss where values are large. */
record Moments(String name, Spread spread) implements AggregateFunction {
  enum Spread {
    SAMPLE_DEVIATION("standard deviation of a sample"),
    POPULATION_DEVIATION("standard deviation"),
    SAMPLE_VARIANCE("variance of a sample"),
    POPULATION_VARIANCE("variance");

    private final String words;

    Spread(String words) {
      this.words = words;
    }
  }

  @Override
  public String signature() {
    return name + "(number)";
  }

  @Override
  public String description() {
    return "The %s of the values that are not null.".formatted(spread.words);
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
    return arguments.getFirst().isNumeric() || arguments.getFirst() instanceof ColumnType.Null
        ? new ScalarFunction.Overload(List.of(ColumnType.DOUBLE), ColumnType.DOUBLE)
        : null;
  }

  @Override
  public Accumulator accumulator(List<ColumnType> arguments) {
    class Welford implements Accumulator {
      private long count;
      private double mean;
      private double squares;

      @Override
      public void add(@Nullable Object[] values) {
        if (values[0] instanceof Double value) {
          count++;
          double delta = value - mean;
          mean += delta / count;
          squares += delta * (value - mean);
        }
      }

      @Override
      public @Nullable Object result() {
        return switch (spread) {
          case SAMPLE_DEVIATION -> count < 2 ? null : (Object) Math.sqrt(squares / (count - 1));
          case POPULATION_DEVIATION -> count < 1 ? null : (Object) Math.sqrt(squares / count);
          case SAMPLE_VARIANCE -> count < 2 ? null : (Object) (squares / (count - 1));
          case POPULATION_VARIANCE -> count < 1 ? null : (Object) (squares / count);
        };
      }

      @Override
      public Accumulator copy() {
        var copy = new Welford();
        copy.count = count;
        copy.mean = mean;
        copy.squares = squares;
        return copy;
      }
    }
    return new Welford();
  }
}
