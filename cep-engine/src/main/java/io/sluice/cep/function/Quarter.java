package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Quarter {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "QUARTER(time [, zone])",
              "The quarter (1 to 4) of a time, in UTC or in a zone such as 'Europe/Berlin'.")
          .example("QUARTER(TIMESTAMP '2026-05-01T10:42:07Z')", "2")
          .arguments(1, 2, Typing.fixed(ColumnType.BIGINT, ColumnType.TIMESTAMP, ColumnType.STRING))
          .checking(1, Zones::of)
          .strict(a -> TimeField.QUARTER.read(a));

  private Quarter() {}
}
