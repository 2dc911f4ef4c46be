package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class SecondsBetween {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "SECONDS_BETWEEN(from, to)",
              "The seconds from one time to another, with their fraction.")
          .example(
              "SECONDS_BETWEEN(TIMESTAMP '2026-01-01T00:00:00Z', TIMESTAMP '2026-01-01T00:01:30.500Z')",
              "90.5")
          .arguments(2, Typing.fixed(ColumnType.DOUBLE, ColumnType.TIMESTAMP, ColumnType.TIMESTAMP))
          .strict(a -> ((Long) a[1] - (Long) a[0]) / 1000.0);

  private SecondsBetween() {}
}
