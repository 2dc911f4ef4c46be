package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Translate {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "TRANSLATE(text, from, to)",
              "The text with each character of from as the one at the same place of to; those without one are left out.")
          .example("TRANSLATE('1.234,5', '.,', ',.')", "1,234.5")
          .arguments(
              3,
              Typing.fixed(
                  ColumnType.STRING, ColumnType.STRING, ColumnType.STRING, ColumnType.STRING))
          .strict(a -> translate((String) a[0], (String) a[1], (String) a[2]));

  private Translate() {}

  private static String translate(String text, String from, String to) {
    int[] sources = from.codePoints().toArray();
    int[] targets = to.codePoints().toArray();
    var out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              int at = 0;
              while (at < sources.length && sources[at] != c) {
                at++;
              }
              if (at == sources.length) {
                out.appendCodePoint(c);
              } else if (at < targets.length) {
                out.appendCodePoint(targets[at]);
              }
            });
    return out.toString();
  }
}
