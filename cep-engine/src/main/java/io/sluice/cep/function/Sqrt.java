package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Sqrt {
  static final ScalarFunction FUNCTION =
      Scalar.function("SQRT(number)", "The square root.")
          .example("SQRT(16)", "4.0")
          .arguments(1, Typing.fixed(ColumnType.DOUBLE, ColumnType.DOUBLE))
          .strict(
              a -> {
                double n = (Double) a[0];
                if (n < 0) {
                  throw new ValueException("there is no square root of %s".formatted(n));
                }
                return Math.sqrt(n);
              });

  private Sqrt() {}
}
