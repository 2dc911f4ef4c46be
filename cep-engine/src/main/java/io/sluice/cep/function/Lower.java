package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import java.util.Locale;

final class Lower {
  static final ScalarFunction FUNCTION =
      Scalar.function("LOWER(text)", "The text in lower case.")
          .example("LOWER('Ab1')", "ab1")
          .arguments(1, Typing.fixed(ColumnType.STRING, ColumnType.STRING))
          .strict(a -> ((String) a[0]).toLowerCase(Locale.ROOT));

  private Lower() {}
}
