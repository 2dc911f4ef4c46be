package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Log10 {
  static final ScalarFunction FUNCTION =
      Scalar.function("LOG10(number)", "The decimal logarithm.")
          .example("LOG10(1000)", "3.0")
          .arguments(1, Typing.fixed(ColumnType.DOUBLE, ColumnType.DOUBLE))
          .strict(a -> Math.log10(Numbers.positive("LOG10", (Double) a[0])));

  private Log10() {}
}
