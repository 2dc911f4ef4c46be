package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Week {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "WEEK(time [, zone])",
              "The week of the year (ISO) of a time, in UTC or in a zone such as 'Europe/Berlin'.")
          .example("WEEK(TIMESTAMP '2026-03-01T10:42:07Z')", "9")
          .arguments(1, 2, Typing.fixed(ColumnType.BIGINT, ColumnType.TIMESTAMP, ColumnType.STRING))
          .checking(1, Zones::of)
          .strict(a -> TimeField.WEEK.read(a));

  private Week() {}
}
