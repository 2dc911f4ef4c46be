package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import java.util.Locale;

final class Upper {
  static final ScalarFunction FUNCTION =
      Scalar.function("UPPER(text)", "The text in upper case.")
          .example("UPPER('Ab1')", "AB1")
          .arguments(1, Typing.fixed(ColumnType.STRING, ColumnType.STRING))
          .strict(a -> ((String) a[0]).toUpperCase(Locale.ROOT));

  private Upper() {}
}
