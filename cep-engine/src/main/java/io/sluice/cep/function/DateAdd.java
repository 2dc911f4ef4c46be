package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class DateAdd {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "DATE_ADD(unit, number, time)",
              "The time and so many seconds, minutes, hours, days, weeks, months or years.")
          .example(
              "DATE_ADD('month', 1, TIMESTAMP '2026-01-31T00:00:00Z')", "2026-02-28T00:00:00.000Z")
          .arguments(
              3,
              Typing.fixed(
                  ColumnType.TIMESTAMP, ColumnType.STRING, ColumnType.BIGINT, ColumnType.TIMESTAMP))
          .checking(0, TimeField::unit)
          .strict(a -> TimeField.add((String) a[0], (Long) a[1], (Long) a[2]));

  private DateAdd() {}
}
