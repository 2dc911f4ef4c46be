package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Contains {
  static final ScalarFunction FUNCTION =
      Scalar.function("CONTAINS(text, part)", "Whether the part occurs in the text.")
          .example("CONTAINS('sluice', 'lui')", "true")
          .arguments(2, Typing.fixed(ColumnType.BOOLEAN, ColumnType.STRING, ColumnType.STRING))
          .strict(a -> ((String) a[0]).contains((String) a[1]));

  private Contains() {}
}
