package io.sluice.cep.function;

import com.google.re2j.Matcher;
import io.sluice.cep.event.ColumnType;

final class RegexpCount {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "REGEXP_COUNT(text, pattern)",
              "How often a regular expression (RE2) is found in the text.")
          .example("REGEXP_COUNT('a1b22', '[0-9]+')", "2")
          .arguments(2, Typing.fixed(ColumnType.INT, ColumnType.STRING, ColumnType.STRING))
          .checking(1, Regexes::of)
          .strict(a -> count((String) a[0], (String) a[1]));

  private RegexpCount() {}

  private static int count(String text, String pattern) {
    Matcher matcher = Regexes.of(pattern).matcher(text);
    int count = 0;
    while (matcher.find()) {
      count++;
    }
    return count;
  }
}
