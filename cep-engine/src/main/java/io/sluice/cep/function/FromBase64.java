package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

final class FromBase64 {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "FROM_BASE64(text)",
              "The text (UTF-8) that is written in Base64; null where it is none.")
          .example("FROM_BASE64('c2x1aWNl')", "sluice")
          .arguments(1, Typing.fixed(ColumnType.STRING, ColumnType.STRING))
          .strict(a -> decoded((String) a[0]));

  private FromBase64() {}

  private static @Nullable String decoded(String text) {
    try {
      return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
