package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Reverse {
  static final ScalarFunction FUNCTION =
      Scalar.function("REVERSE(text)", "The text backwards.")
          .example("REVERSE('abc')", "cba")
          .arguments(1, Typing.fixed(ColumnType.STRING, ColumnType.STRING))
          .strict(a -> new StringBuilder((String) a[0]).reverse().toString());

  private Reverse() {}
}
