package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class DateTrunc {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "DATE_TRUNC(unit, time)",
              "The start of the second, minute, hour, day, week, month, quarter or year that the time lies in (UTC).")
          .example(
              "DATE_TRUNC('hour', TIMESTAMP '2026-01-01T10:42:00Z')", "2026-01-01T10:00:00.000Z")
          .arguments(2, Typing.fixed(ColumnType.TIMESTAMP, ColumnType.STRING, ColumnType.TIMESTAMP))
          .checking(0, unit -> TimeField.truncate(unit, 0))
          .strict(a -> TimeField.truncate((String) a[0], (Long) a[1]));

  private DateTrunc() {}
}
