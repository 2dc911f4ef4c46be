package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Sha1 {
  static final ScalarFunction FUNCTION =
      Scalar.function("SHA1(text)", "The SHA-1 hash of the text (UTF-8) in hexadecimal digits.")
          .example("SHA1('sluice')", "bac9c3029ea6380aa37a31f0165084711ae0d44d")
          .arguments(1, Typing.fixed(ColumnType.STRING, ColumnType.STRING))
          .strict(a -> Hashes.hex("SHA-1", (String) a[0]));

  private Sha1() {}
}
