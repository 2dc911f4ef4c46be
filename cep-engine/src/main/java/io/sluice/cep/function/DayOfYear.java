package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class DayOfYear {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "DAY_OF_YEAR(time [, zone])",
              "The day of the year of a time, in UTC or in a zone such as 'Europe/Berlin'.")
          .example("DAY_OF_YEAR(TIMESTAMP '2026-03-01T10:42:07Z')", "60")
          .arguments(1, 2, Typing.fixed(ColumnType.BIGINT, ColumnType.TIMESTAMP, ColumnType.STRING))
          .checking(1, Zones::of)
          .strict(a -> TimeField.DOY.read(a));

  private DayOfYear() {}
}
