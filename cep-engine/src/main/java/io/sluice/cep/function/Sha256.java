package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Sha256 {
  static final ScalarFunction FUNCTION =
      Scalar.function("SHA256(text)", "The SHA-256 hash of the text (UTF-8) in hexadecimal digits.")
          .example(
              "SHA256('sluice')",
              "0f5aec3c8edf964bb5260e4ae806d31feaab06f39a65ddba9d86e499bfae8476")
          .arguments(1, Typing.fixed(ColumnType.STRING, ColumnType.STRING))
          .strict(a -> Hashes.hex("SHA-256", (String) a[0]));

  private Sha256() {}
}
