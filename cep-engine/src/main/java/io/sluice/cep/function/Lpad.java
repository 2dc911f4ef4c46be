package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Lpad {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "LPAD(text, length [, filling])",
              "The text cut or filled to the length, on the left.")
          .example("LPAD('7', 3, '0')", "007")
          .arguments(
              2,
              3,
              Typing.fixed(
                  ColumnType.STRING, ColumnType.STRING, ColumnType.BIGINT, ColumnType.STRING))
          .strict(a -> Texts.pad("LPAD", a, true));

  private Lpad() {}
}
