package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Rtrim {
  static final ScalarFunction FUNCTION =
      Scalar.function("RTRIM(text)", "The text without blanks at its end.")
          .example("RTRIM(' a  ') || '|'", " a|")
          .arguments(1, Typing.fixed(ColumnType.STRING, ColumnType.STRING))
          .strict(a -> ((String) a[0]).stripTrailing());

  private Rtrim() {}
}
