package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Tan {
  static final ScalarFunction FUNCTION =
      Scalar.function("TAN(number)", "The tangent of an angle in radians.")
          .example("TAN(0)", "0.0")
          .arguments(1, Typing.fixed(ColumnType.DOUBLE, ColumnType.DOUBLE))
          .strict(a -> Math.tan((Double) a[0]));

  private Tan() {}
}
