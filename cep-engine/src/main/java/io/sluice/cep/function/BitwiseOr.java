package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class BitwiseOr {
  static final ScalarFunction FUNCTION =
      Scalar.function("BITWISE_OR(number, number)", "The bits of two whole numbers, joined by or.")
          .example("BITWISE_OR(12, 10)", "14")
          .arguments(2, Typing.fixed(ColumnType.BIGINT, ColumnType.BIGINT, ColumnType.BIGINT))
          .strict(a -> (Long) a[0] | (Long) a[1]);

  private BitwiseOr() {}
}
