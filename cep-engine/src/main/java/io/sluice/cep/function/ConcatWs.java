package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import java.util.ArrayList;

final class ConcatWs {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "CONCAT_WS(separator, text, ...)",
              "The texts that are not null, with the separator between them.")
          .example("CONCAT_WS('-', 'a', NULL, 'c')", "a-c")
          .arguments(2, 100, Typing.texts(ColumnType.STRING))
          .withNulls(
              a -> {
                if (a[0] == null) {
                  return null;
                }
                var parts = new ArrayList<String>();
                for (int i = 1; i < a.length; i++) {
                  if (a[i] != null) {
                    parts.add((String) a[i]);
                  }
                }
                return String.join((String) a[0], parts);
              });

  private ConcatWs() {}
}
