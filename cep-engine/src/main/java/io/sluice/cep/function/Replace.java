package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Replace {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "REPLACE(text, search, replacement)",
              "The text with every occurrence of a part replaced.")
          .example("REPLACE('a-b-c', '-', '+')", "a+b+c")
          .arguments(
              3,
              Typing.fixed(
                  ColumnType.STRING, ColumnType.STRING, ColumnType.STRING, ColumnType.STRING))
          .strict(a -> Texts.limited(((String) a[0]).replace((String) a[1], (String) a[2])));

  private Replace() {}
}
