package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class BitwiseXor {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "BITWISE_XOR(number, number)",
              "The bits of two whole numbers, joined by exclusive or.")
          .example("BITWISE_XOR(12, 10)", "6")
          .arguments(2, Typing.fixed(ColumnType.BIGINT, ColumnType.BIGINT, ColumnType.BIGINT))
          .strict(a -> (Long) a[0] ^ (Long) a[1]);

  private BitwiseXor() {}
}
