package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class RegexpLike {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "REGEXP_LIKE(text, pattern)",
              "Whether the regular expression (RE2 syntax) matches some part of the text.")
          .example("REGEXP_LIKE('sluice', 'l.i')", "true")
          .arguments(2, Typing.fixed(ColumnType.BOOLEAN, ColumnType.STRING, ColumnType.STRING))
          .checking(1, Regexes::of)
          .strict(a -> Regexes.of((String) a[1]).matcher((String) a[0]).find());

  private RegexpLike() {}
}
