package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class BitwiseAnd {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "BITWISE_AND(number, number)", "The bits of two whole numbers, joined by and.")
          .example("BITWISE_AND(12, 10)", "8")
          .arguments(2, Typing.fixed(ColumnType.BIGINT, ColumnType.BIGINT, ColumnType.BIGINT))
          .strict(a -> (Long) a[0] & (Long) a[1]);

  private BitwiseAnd() {}
}
