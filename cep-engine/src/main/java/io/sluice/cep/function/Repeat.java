package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Repeat {
  static final ScalarFunction FUNCTION =
      Scalar.function("REPEAT(text, count)", "The text several times over.")
          .example("REPEAT('ab', 2)", "abab")
          .arguments(2, Typing.fixed(ColumnType.STRING, ColumnType.STRING, ColumnType.BIGINT))
          .strict(
              a -> {
                String text = (String) a[0];
                long count = Math.max(0, (Long) a[1]);
                Texts.checkSize(
                    count == 0
                        ? 0
                        : Math.multiplyHigh(count, text.length()) != 0
                            ? Long.MAX_VALUE
                            : count * text.length());
                return text.repeat((int) Math.min(count, Integer.MAX_VALUE));
              });

  private Repeat() {}
}
