package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Cos {
  static final ScalarFunction FUNCTION =
      Scalar.function("COS(number)", "The cosine of an angle in radians.")
          .example("COS(0)", "1.0")
          .arguments(1, Typing.fixed(ColumnType.DOUBLE, ColumnType.DOUBLE))
          .strict(a -> Math.cos((Double) a[0]));

  private Cos() {}
}
