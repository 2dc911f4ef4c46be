package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Sha512 {
  static final ScalarFunction FUNCTION =
      Scalar.function("SHA512(text)", "The SHA-512 hash of the text (UTF-8) in hexadecimal digits.")
          .example("LENGTH(SHA512('sluice'))", "128")
          .arguments(1, Typing.fixed(ColumnType.STRING, ColumnType.STRING))
          .strict(a -> Hashes.hex("SHA-512", (String) a[0]));

  private Sha512() {}
}
