package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Month {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "MONTH(time [, zone])",
              "The month (1 to 12) of a time, in UTC or in a zone such as 'Europe/Berlin'.")
          .example("MONTH(TIMESTAMP '2026-03-01T10:42:07Z')", "3")
          .arguments(1, 2, Typing.fixed(ColumnType.BIGINT, ColumnType.TIMESTAMP, ColumnType.STRING))
          .checking(1, Zones::of)
          .strict(a -> TimeField.MONTH.read(a));

  private Month() {}
}
