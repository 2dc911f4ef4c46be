package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class IsNan {
  static final ScalarFunction FUNCTION =
      Scalar.function("IS_NAN(number)", "Whether a DOUBLE is not a number.")
          .example("IS_NAN(1.5)", "false")
          .arguments(1, Typing.fixed(ColumnType.BOOLEAN, ColumnType.DOUBLE))
          .strict(a -> Double.isNaN((Double) a[0]));

  private IsNan() {}
}
