package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Pi {
  static final ScalarFunction FUNCTION =
      Scalar.function("PI()", "The number pi.")
          .example("ROUND(PI(), 5)", "3.14159")
          .arguments(0, Typing.fixed(ColumnType.DOUBLE))
          .strict(a -> Math.PI);

  private Pi() {}
}
