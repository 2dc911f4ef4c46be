package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Ln {
  static final ScalarFunction FUNCTION =
      Scalar.function("LN(number)", "The natural logarithm.")
          .example("LN(1)", "0.0")
          .arguments(1, Typing.fixed(ColumnType.DOUBLE, ColumnType.DOUBLE))
          .strict(a -> Math.log(Numbers.positive("LN", (Double) a[0])));

  private Ln() {}
}
