package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Trim {
  static final ScalarFunction FUNCTION =
      Scalar.function("TRIM(text)", "The text without blanks at its ends.")
          .example("TRIM('  a b ')", "a b")
          .arguments(1, Typing.fixed(ColumnType.STRING, ColumnType.STRING))
          .strict(a -> ((String) a[0]).strip());

  private Trim() {}
}
