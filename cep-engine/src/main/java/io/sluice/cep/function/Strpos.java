package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Strpos {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "STRPOS(text, part)",
              "Where the part begins in the text, counted from 1; 0 where it does not occur.")
          .example("STRPOS('sluice', 'ice')", "4")
          .arguments(2, Typing.fixed(ColumnType.INT, ColumnType.STRING, ColumnType.STRING))
          .strict(a -> Texts.find((String) a[0], (String) a[1]));

  private Strpos() {}
}
