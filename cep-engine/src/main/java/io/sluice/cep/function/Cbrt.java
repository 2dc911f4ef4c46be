package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Cbrt {
  static final ScalarFunction FUNCTION =
      Scalar.function("CBRT(number)", "The cube root.")
          .example("CBRT(27)", "3.0")
          .arguments(1, Typing.fixed(ColumnType.DOUBLE, ColumnType.DOUBLE))
          .strict(a -> Math.cbrt((Double) a[0]));

  private Cbrt() {}
}
