package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class DayOfMonth {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "DAY(time [, zone])",
              "The day of the month of a time, in UTC or in a zone such as 'Europe/Berlin'.")
          .example("DAY(TIMESTAMP '2026-03-01T10:42:07Z')", "1")
          .arguments(1, 2, Typing.fixed(ColumnType.BIGINT, ColumnType.TIMESTAMP, ColumnType.STRING))
          .checking(1, Zones::of)
          .strict(a -> TimeField.DAY.read(a));

  private DayOfMonth() {}
}
