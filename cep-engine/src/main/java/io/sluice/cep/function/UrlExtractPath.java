package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

final class UrlExtractPath {
  static final ScalarFunction FUNCTION =
      Scalar.function("URL_EXTRACT_PATH(url)", "The path of a URL; null where there is none.")
          .example("URL_EXTRACT_PATH('https://a.example/x/y?z=1')", "/x/y")
          .arguments(1, Typing.fixed(ColumnType.STRING, ColumnType.STRING))
          .strict(a -> part((String) a[0]));

  private UrlExtractPath() {}

  private static @Nullable String part(String url) {
    try {
      return new URI(url.strip()).getPath();
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
