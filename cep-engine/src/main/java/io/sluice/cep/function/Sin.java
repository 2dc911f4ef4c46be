package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Sin {
  static final ScalarFunction FUNCTION =
      Scalar.function("SIN(number)", "The sine of an angle in radians.")
          .example("SIN(0)", "0.0")
          .arguments(1, Typing.fixed(ColumnType.DOUBLE, ColumnType.DOUBLE))
          .strict(a -> Math.sin((Double) a[0]));

  private Sin() {}
}
