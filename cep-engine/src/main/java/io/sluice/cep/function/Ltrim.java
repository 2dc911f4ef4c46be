package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Ltrim {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "LTRIM(text [, characters])",
              "The text without blanks, or without the given characters, at its start.")
          .example("LTRIM('007', '0')", "7")
          .arguments(1, 2, Typing.fixed(ColumnType.STRING, ColumnType.STRING, ColumnType.STRING))
          .strict(a -> Texts.trim(a, true, false));

  private Ltrim() {}
}
