package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Pow {
  static final ScalarFunction FUNCTION =
      Scalar.function("POW(base, exponent)", "The base raised to the exponent.")
          .example("POW(2, 10)", "1024.0")
          .arguments(2, Typing.fixed(ColumnType.DOUBLE, ColumnType.DOUBLE, ColumnType.DOUBLE))
          .strict(a -> Math.pow((Double) a[0], (Double) a[1]));

  private Pow() {}
}
