package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Second {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "SECOND(time [, zone])",
              "The second of a time, in UTC or in a zone such as 'Europe/Berlin'.")
          .example("SECOND(TIMESTAMP '2026-03-01T10:42:07Z')", "7")
          .arguments(1, 2, Typing.fixed(ColumnType.BIGINT, ColumnType.TIMESTAMP, ColumnType.STRING))
          .checking(1, Zones::of)
          .strict(a -> TimeField.SECOND.read(a));

  private Second() {}
}
