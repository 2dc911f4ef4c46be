package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Length {
  static final ScalarFunction FUNCTION =
      Scalar.function("LENGTH(text)", "How many characters the text has.")
          .example("LENGTH('abc')", "3")
          .arguments(1, Typing.fixed(ColumnType.INT, ColumnType.STRING))
          .strict(a -> Texts.length((String) a[0]));

  private Length() {}
}
