package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class DayOfWeek {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "DAY_OF_WEEK(time [, zone])",
              "The day of the week (1 is Monday) of a time, in UTC or in a zone such as 'Europe/Berlin'.")
          .example("DAY_OF_WEEK(TIMESTAMP '2026-03-01T10:42:07Z')", "7")
          .arguments(1, 2, Typing.fixed(ColumnType.BIGINT, ColumnType.TIMESTAMP, ColumnType.STRING))
          .checking(1, Zones::of)
          .strict(a -> TimeField.DOW.read(a));

  private DayOfWeek() {}
}
