package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

final class UrlExtractQuery {
  static final ScalarFunction FUNCTION =
      Scalar.function("URL_EXTRACT_QUERY(url)", "The query of a URL; null where there is none.")
          .example("URL_EXTRACT_QUERY('https://a.example/x?y=1')", "y=1")
          .arguments(1, Typing.fixed(ColumnType.STRING, ColumnType.STRING))
          .strict(a -> part((String) a[0]));

  private UrlExtractQuery() {}

  private static @Nullable String part(String url) {
    try {
      return new URI(url.strip()).getRawQuery();
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
