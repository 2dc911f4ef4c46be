package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class InitCap {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "INITCAP(text)", "Each word with a capital first and small letters behind it.")
          .example("INITCAP('sluice BOX')", "Sluice Box")
          .arguments(1, Typing.fixed(ColumnType.STRING, ColumnType.STRING))
          .strict(a -> Texts.capitalized((String) a[0]));

  private InitCap() {}
}
