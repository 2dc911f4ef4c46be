package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

final class UrlEncode {
  static final ScalarFunction FUNCTION =
      Scalar.function("URL_ENCODE(text)", "The text as it stands in the query of a URL.")
          .example("URL_ENCODE('a b&c')", "a+b%26c")
          .arguments(1, Typing.fixed(ColumnType.STRING, ColumnType.STRING))
          .strict(a -> URLEncoder.encode((String) a[0], StandardCharsets.UTF_8));

  private UrlEncode() {}
}
