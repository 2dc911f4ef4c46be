package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Extract {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "EXTRACT(field FROM time)",
              "A field of a time (UTC): YEAR, QUARTER, MONTH, WEEK, DAY, DOW (1 is Monday), DOY, HOUR, MINUTE, SECOND, MILLISECOND, EPOCH (seconds).")
          .example("EXTRACT(HOUR FROM TIMESTAMP '2026-01-01T10:42:00Z')", "10")
          .arguments(2, Typing.fixed(ColumnType.BIGINT, ColumnType.STRING, ColumnType.TIMESTAMP))
          .strict(a -> TimeField.of((String) a[0]).read((Long) a[1]));

  private Extract() {}
}
