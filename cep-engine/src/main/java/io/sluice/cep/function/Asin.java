package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Asin {
  static final ScalarFunction FUNCTION =
      Scalar.function("ASIN(number)", "The angle in radians with this sine.")
          .example("ASIN(0)", "0.0")
          .arguments(1, Typing.fixed(ColumnType.DOUBLE, ColumnType.DOUBLE))
          .strict(a -> Numbers.defined("ASIN", Math.asin((Double) a[0])));

  private Asin() {}
}
