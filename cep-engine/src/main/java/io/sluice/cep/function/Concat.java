package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Concat {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "CONCAT(text, ...)", "The texts one after the other; null where one of them is null.")
          .example("CONCAT('a', 'b', 'c')", "abc")
          .arguments(1, 100, Typing.texts(ColumnType.STRING))
          .strict(
              a -> {
                var text = new StringBuilder();
                for (Object part : a) {
                  text.append(part);
                }
                return text.toString();
              });

  private Concat() {}
}
