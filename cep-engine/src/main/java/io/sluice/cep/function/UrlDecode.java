package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

final class UrlDecode {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "URL_DECODE(text)", "The text that stands encoded in a URL; null where it is none.")
          .example("URL_DECODE('a+b%26c')", "a b&c")
          .arguments(1, Typing.fixed(ColumnType.STRING, ColumnType.STRING))
          .strict(a -> decoded((String) a[0]));

  private UrlDecode() {}

  private static @Nullable String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
