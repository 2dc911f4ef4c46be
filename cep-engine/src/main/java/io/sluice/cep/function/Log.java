package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Log {
  static final ScalarFunction FUNCTION =
      Scalar.function("LOG(base, number)", "The logarithm to a base.")
          .example("LOG(2, 8)", "3.0")
          .arguments(2, Typing.fixed(ColumnType.DOUBLE, ColumnType.DOUBLE, ColumnType.DOUBLE))
          .strict(
              a ->
                  Math.log(Numbers.positive("LOG", (Double) a[1]))
                      / Math.log(Numbers.positive("LOG", (Double) a[0])));

  private Log() {}
}
