package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Hour {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "HOUR(time [, zone])",
              "The hour (0 to 23) of a time, in UTC or in a zone such as 'Europe/Berlin'.")
          .example("HOUR(TIMESTAMP '2026-03-01T10:42:07Z', 'Europe/Berlin')", "11")
          .arguments(1, 2, Typing.fixed(ColumnType.BIGINT, ColumnType.TIMESTAMP, ColumnType.STRING))
          .checking(1, Zones::of)
          .strict(a -> TimeField.HOUR.read(a));

  private Hour() {}
}
