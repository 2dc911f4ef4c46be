package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Degrees {
  static final ScalarFunction FUNCTION =
      Scalar.function("DEGREES(number)", "Radians as degrees.")
          .example("DEGREES(PI())", "180.0")
          .arguments(1, Typing.fixed(ColumnType.DOUBLE, ColumnType.DOUBLE))
          .strict(a -> Math.toDegrees((Double) a[0]));

  private Degrees() {}
}
