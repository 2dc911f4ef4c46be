package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function of many rows. */
public interface AggregateFunction {
  String name();

  String signature();

  String description();

  ScalarFunction.@Nullable Overload resolve(List<ColumnType> arguments);

  /** An empty accumulator for values of these argument types. */
  Accumulator accumulator(List<ColumnType> arguments);

  interface Accumulator {
    /** One row's values; aggregates ignore nulls as SQL says, COUNT(*) gets an empty array. */
    void add(@Nullable Object[] values);

    @Nullable Object result();
  }
}
