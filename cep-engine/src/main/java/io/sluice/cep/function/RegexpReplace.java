package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class RegexpReplace {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "REGEXP_REPLACE(text, pattern, replacement)",
              "The text with every match of the regular expression replaced; $1 is its first group.")
          .example("REGEXP_REPLACE('a12b3', '[0-9]+', '#')", "a#b#")
          .arguments(
              3,
              Typing.fixed(
                  ColumnType.STRING, ColumnType.STRING, ColumnType.STRING, ColumnType.STRING))
          .checking(1, Regexes::of)
          .strict(RegexpReplace::replace);

  private RegexpReplace() {}

  private static Object replace(Object[] a) {
    try {
      return Texts.limited(
          Regexes.of((String) a[1]).matcher((String) a[0]).replaceAll((String) a[2]));
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new ValueException(
          "'%s' names a group that the regular expression does not have".formatted(a[2]));
    }
  }
}
