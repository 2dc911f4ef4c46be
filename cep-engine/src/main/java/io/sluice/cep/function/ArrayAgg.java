package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ARRAY_AGG keeps nulls, as ISO says; over no row it is null. */
final class ArrayAgg implements AggregateFunction {
  @Override
  public String name() {
    return "ARRAY_AGG";
  }

  @Override
  public String signature() {
    return "ARRAY_AGG(value)";
  }

  @Override
  public String description() {
    return "The values of all rows as an array, in the order of the rows.";
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
    return new ScalarFunction.Overload(arguments, new ColumnType.ArrayOf(arguments.getFirst()));
  }

  @Override
  public Accumulator accumulator(List<ColumnType> arguments) {
    return new Accumulator() {
      private final List<@Nullable Object> values = new ArrayList<>();

      @Override
      public void add(@Nullable Object[] row) {
        values.add(row[0]);
      }

      @Override
      public @Nullable Object result() {
        return values.isEmpty() ? null : Collections.unmodifiableList(new ArrayList<>(values));
      }
    };
  }
}
