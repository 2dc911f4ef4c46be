package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function of many rows. */
public interface AggregateFunction {
  String name();

  /** For the reference page and the editor: {@code SUM(number)}. */
  String signature();

  /** One sentence. */
  String description();

  /**
   * Argument types after implicit conversion and the type of the result, or null where these
   * arguments do not fit.
   */
  ScalarFunction.@Nullable Overload resolve(List<ColumnType> arguments);

  /** How many arguments it takes at least; COUNT(*) has none. */
  int minArguments();

  /** How many arguments it takes at most. */
  int maxArguments();

  /** An empty accumulator for values of these argument types. */
  Accumulator accumulator(List<ColumnType> arguments);

  interface Accumulator {
    /** One row's values; aggregates ignore nulls as SQL says, COUNT(*) gets an empty array. */
    void add(@Nullable Object[] values);

    @Nullable Object result();

    /** An independent copy; null where it would cost as much as the values do. */
    default @Nullable Accumulator copy() {
      return null;
    }
  }
}
