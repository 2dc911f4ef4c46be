package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class EndsWith {
  static final ScalarFunction FUNCTION =
      Scalar.function("ENDS_WITH(text, suffix)", "Whether the text ends with the suffix.")
          .example("ENDS_WITH('sluice', 'ice')", "true")
          .arguments(2, Typing.fixed(ColumnType.BOOLEAN, ColumnType.STRING, ColumnType.STRING))
          .strict(a -> ((String) a[0]).endsWith((String) a[1]));

  private EndsWith() {}
}
