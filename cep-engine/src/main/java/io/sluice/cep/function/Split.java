package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import java.util.List;
import java.util.regex.Pattern;

final class Split {
  static final ScalarFunction FUNCTION =
      Scalar.function("SPLIT(text, separator)", "The parts between separators as an array.")
          .example("CARDINALITY(SPLIT('a,b,c', ','))", "3")
          .arguments(
              2,
              Typing.fixed(
                  new ColumnType.ArrayOf(ColumnType.STRING), ColumnType.STRING, ColumnType.STRING))
          .strict(a -> parts((String) a[0], (String) a[1]));

  private Split() {}

  private static List<String> parts(String text, String separator) {
    if (separator.isEmpty()) {
      throw new ValueException("SPLIT needs a separator");
    }
    return List.of(text.split(Pattern.quote(separator), -1));
  }
}
