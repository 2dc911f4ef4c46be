package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Year {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "YEAR(time [, zone])",
              "The year of a time, in UTC or in a zone such as 'Europe/Berlin'.")
          .example("YEAR(TIMESTAMP '2026-03-01T10:42:07Z')", "2026")
          .arguments(1, 2, Typing.fixed(ColumnType.BIGINT, ColumnType.TIMESTAMP, ColumnType.STRING))
          .checking(1, Zones::of)
          .strict(a -> TimeField.YEAR.read(a));

  private Year() {}
}
