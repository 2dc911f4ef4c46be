package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Radians {
  static final ScalarFunction FUNCTION =
      Scalar.function("RADIANS(number)", "Degrees as radians.")
          .example("RADIANS(0)", "0.0")
          .arguments(1, Typing.fixed(ColumnType.DOUBLE, ColumnType.DOUBLE))
          .strict(a -> Math.toRadians((Double) a[0]));

  private Radians() {}
}
