package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Chr {
  static final ScalarFunction FUNCTION =
      Scalar.function("CHR(number)", "The character of a Unicode code point.")
          .example("CHR(65)", "A")
          .arguments(1, Typing.fixed(ColumnType.STRING, ColumnType.BIGINT))
          .strict(a -> character((Long) a[0]));

  private Chr() {}

  private static String character(long code) {
    if (code < 0 || code > Character.MAX_CODE_POINT) {
      throw new ValueException("%d is no code point of Unicode".formatted(code));
    }
    return Character.toString((int) code);
  }
}
