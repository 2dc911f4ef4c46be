package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Acos {
  static final ScalarFunction FUNCTION =
      Scalar.function("ACOS(number)", "The angle in radians with this cosine.")
          .example("ACOS(1)", "0.0")
          .arguments(1, Typing.fixed(ColumnType.DOUBLE, ColumnType.DOUBLE))
          .strict(a -> Numbers.defined("ACOS", Math.acos((Double) a[0])));

  private Acos() {}
}
