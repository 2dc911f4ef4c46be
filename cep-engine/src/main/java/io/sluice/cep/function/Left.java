package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Left {
  static final ScalarFunction FUNCTION =
      Scalar.function("LEFT(text, count)", "The first characters of the text.")
          .example("LEFT('sluice', 2)", "sl")
          .arguments(2, Typing.fixed(ColumnType.STRING, ColumnType.STRING, ColumnType.BIGINT))
          .strict(
              a -> {
                String text = (String) a[0];
                return Texts.slice(text, 0, Texts.bounded((Long) a[1], text));
              });

  private Left() {}
}
