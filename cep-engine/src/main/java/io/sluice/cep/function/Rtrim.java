package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Rtrim {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "RTRIM(text [, characters])",
              "The text without blanks, or without the given characters, at its end.")
          .example("RTRIM('1.500', '0')", "1.5")
          .arguments(1, 2, Typing.fixed(ColumnType.STRING, ColumnType.STRING, ColumnType.STRING))
          .strict(a -> Texts.trim(a, false, true));

  private Rtrim() {}
}
