package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Minute {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "MINUTE(time [, zone])",
              "The minute of a time, in UTC or in a zone such as 'Europe/Berlin'.")
          .example("MINUTE(TIMESTAMP '2026-03-01T10:42:07Z')", "42")
          .arguments(1, 2, Typing.fixed(ColumnType.BIGINT, ColumnType.TIMESTAMP, ColumnType.STRING))
          .checking(1, Zones::of)
          .strict(a -> TimeField.MINUTE.read(a));

  private Minute() {}
}
