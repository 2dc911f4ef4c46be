package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Md5 {
  static final ScalarFunction FUNCTION =
      Scalar.function("MD5(text)", "The MD5 hash of the text (UTF-8) in hexadecimal digits.")
          .example("MD5('sluice')", "56c4228bc58d4cdf3ff01c3fc6e84189")
          .arguments(1, Typing.fixed(ColumnType.STRING, ColumnType.STRING))
          .strict(a -> Hashes.hex("MD5", (String) a[0]));

  private Md5() {}
}
