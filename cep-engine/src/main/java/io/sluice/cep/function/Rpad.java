package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Rpad {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "RPAD(text, length [, filling])",
              "The text cut or filled to the length, on the right.")
          .example("RPAD('7', 3, '.')", "7..")
          .arguments(
              2,
              3,
              Typing.fixed(
                  ColumnType.STRING, ColumnType.STRING, ColumnType.BIGINT, ColumnType.STRING))
          .strict(a -> Texts.pad("RPAD", a, false));

  private Rpad() {}
}
