package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Exp {
  static final ScalarFunction FUNCTION =
      Scalar.function("EXP(number)", "e raised to the number.")
          .example("EXP(0)", "1.0")
          .arguments(1, Typing.fixed(ColumnType.DOUBLE, ColumnType.DOUBLE))
          .strict(a -> Math.exp((Double) a[0]));

  private Exp() {}
}
