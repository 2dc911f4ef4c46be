package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class StartsWith {
  static final ScalarFunction FUNCTION =
      Scalar.function("STARTS_WITH(text, prefix)", "Whether the text begins with the prefix.")
          .example("STARTS_WITH('sluice', 'slu')", "true")
          .arguments(2, Typing.fixed(ColumnType.BOOLEAN, ColumnType.STRING, ColumnType.STRING))
          .strict(a -> ((String) a[0]).startsWith((String) a[1]));

  private StartsWith() {}
}
