package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class CodePoint {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "CODEPOINT(text)",
              "The Unicode code point of the first character; null for the empty text.")
          .example("CODEPOINT('A')", "65")
          .arguments(1, Typing.fixed(ColumnType.INT, ColumnType.STRING))
          .strict(a -> ((String) a[0]).isEmpty() ? null : ((String) a[0]).codePointAt(0));

  private CodePoint() {}
}
