package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class DateDiff {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "DATE_DIFF(unit, from, to)",
              "How many whole seconds, minutes, hours, days, weeks, months or years lie between two times.")
          .example(
              "DATE_DIFF('hour', TIMESTAMP '2026-01-01T00:00:00Z', TIMESTAMP '2026-01-02T01:30:00Z')",
              "25")
          .arguments(
              3,
              Typing.fixed(
                  ColumnType.BIGINT, ColumnType.STRING, ColumnType.TIMESTAMP, ColumnType.TIMESTAMP))
          .checking(0, TimeField::unit)
          .strict(a -> TimeField.between((String) a[0], (Long) a[1], (Long) a[2]));

  private DateDiff() {}
}
