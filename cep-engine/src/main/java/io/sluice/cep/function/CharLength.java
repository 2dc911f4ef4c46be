package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class CharLength {
  static final ScalarFunction FUNCTION =
      Scalar.function("CHAR_LENGTH(text)", "How many characters the text has.")
          .example("CHAR_LENGTH('abc')", "3")
          .arguments(1, Typing.fixed(ColumnType.INT, ColumnType.STRING))
          .strict(a -> Texts.length((String) a[0]));

  private CharLength() {}
}
