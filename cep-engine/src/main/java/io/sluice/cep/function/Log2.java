package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Log2 {
  static final ScalarFunction FUNCTION =
      Scalar.function("LOG2(number)", "The logarithm to base 2.")
          .example("LOG2(8)", "3.0")
          .arguments(1, Typing.fixed(ColumnType.DOUBLE, ColumnType.DOUBLE))
          .strict(a -> Math.log(Numbers.positive("LOG2", (Double) a[0])) / Math.log(2));

  private Log2() {}
}
