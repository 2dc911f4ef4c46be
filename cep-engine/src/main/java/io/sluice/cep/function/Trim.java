package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Trim {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "TRIM(text [, characters])",
              "The text without blanks, or without the given characters, at its ends.")
          .example("TRIM('xxaxx', 'x')", "a")
          .arguments(1, 2, Typing.fixed(ColumnType.STRING, ColumnType.STRING, ColumnType.STRING))
          .strict(a -> Texts.trim(a, true, true));

  private Trim() {}
}
