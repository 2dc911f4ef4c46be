package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Atan {
  static final ScalarFunction FUNCTION =
      Scalar.function("ATAN(number)", "The angle in radians with this tangent.")
          .example("ATAN(0)", "0.0")
          .arguments(1, Typing.fixed(ColumnType.DOUBLE, ColumnType.DOUBLE))
          .strict(a -> Math.atan((Double) a[0]));

  private Atan() {}
}
