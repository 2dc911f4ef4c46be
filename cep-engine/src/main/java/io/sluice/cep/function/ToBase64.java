package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

final class ToBase64 {
  static final ScalarFunction FUNCTION =
      Scalar.function("TO_BASE64(text)", "The text (UTF-8) in Base64.")
          .example("TO_BASE64('sluice')", "c2x1aWNl")
          .arguments(1, Typing.fixed(ColumnType.STRING, ColumnType.STRING))
          .strict(
              a ->
                  Base64.getEncoder()
                      .encodeToString(((String) a[0]).getBytes(StandardCharsets.UTF_8)));

  private ToBase64() {}
}
