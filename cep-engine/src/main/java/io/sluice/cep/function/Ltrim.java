package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Ltrim {
  static final ScalarFunction FUNCTION =
      Scalar.function("LTRIM(text)", "The text without blanks at its start.")
          .example("LTRIM('  a ') || '|'", "a |")
          .arguments(1, Typing.fixed(ColumnType.STRING, ColumnType.STRING))
          .strict(a -> ((String) a[0]).stripLeading());

  private Ltrim() {}
}
