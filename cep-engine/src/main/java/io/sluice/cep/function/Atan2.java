package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Atan2 {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "ATAN2(y, x)", "The angle in radians of the point (x, y), seen from the origin.")
          .example("ATAN2(0, 1)", "0.0")
          .arguments(2, Typing.fixed(ColumnType.DOUBLE, ColumnType.DOUBLE, ColumnType.DOUBLE))
          .strict(a -> Math.atan2((Double) a[0], (Double) a[1]));

  private Atan2() {}
}
