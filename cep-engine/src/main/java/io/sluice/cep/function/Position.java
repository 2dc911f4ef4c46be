package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Position {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "POSITION(part, text)",
              "Where the part begins in the text, counted from 1; 0 where it does not occur.")
          .example("POSITION('ice', 'sluice')", "4")
          .arguments(2, Typing.fixed(ColumnType.INT, ColumnType.STRING, ColumnType.STRING))
          .strict(a -> Texts.find((String) a[1], (String) a[0]));

  private Position() {}
}
