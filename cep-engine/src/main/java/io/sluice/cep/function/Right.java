package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Right {
  static final ScalarFunction FUNCTION =
      Scalar.function("RIGHT(text, count)", "The last characters of the text.")
          .example("RIGHT('sluice', 3)", "ice")
          .arguments(2, Typing.fixed(ColumnType.STRING, ColumnType.STRING, ColumnType.BIGINT))
          .strict(
              a -> {
                String text = (String) a[0];
                int size = Texts.length(text);
                return Texts.slice(text, size - Texts.bounded((Long) a[1], text), size);
              });

  private Right() {}
}
