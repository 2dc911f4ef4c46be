package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

final class UrlExtractHost {
  static final ScalarFunction FUNCTION =
      Scalar.function("URL_EXTRACT_HOST(url)", "The host of a URL; null where there is none.")
          .example("URL_EXTRACT_HOST('https://a.example:8443/x?y=1')", "a.example")
          .arguments(1, Typing.fixed(ColumnType.STRING, ColumnType.STRING))
          .strict(a -> part((String) a[0]));

  private UrlExtractHost() {}

  private static @Nullable String part(String url) {
    try {
      return new URI(url.strip()).getHost();
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
