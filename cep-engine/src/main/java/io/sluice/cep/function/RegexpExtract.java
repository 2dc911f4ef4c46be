package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import org.jspecify.annotations.Nullable;

final class RegexpExtract {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "REGEXP_EXTRACT(text, pattern [, group])",
              "The first match of the regular expression, or of one of its groups; null where there is none.")
          .example("REGEXP_EXTRACT('user=ann', 'user=([a-z]+)', 1)", "ann")
          .arguments(
              2,
              3,
              Typing.fixed(
                  ColumnType.STRING, ColumnType.STRING, ColumnType.STRING, ColumnType.BIGINT))
          .checking(1, Regexes::of)
          .strict(RegexpExtract::extract);

  private RegexpExtract() {}

  private static @Nullable Object extract(Object[] a) {
    var matcher = Regexes.of((String) a[1]).matcher((String) a[0]);
    long group = a.length > 2 ? (Long) a[2] : 0;
    if (group < 0 || group > matcher.groupCount()) {
      throw new ValueException("the regular expression has no group %d".formatted(group));
    }
    return matcher.find() ? matcher.group((int) group) : null;
  }
}
