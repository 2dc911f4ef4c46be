package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class MillisBetween {
  static final ScalarFunction FUNCTION =
      Scalar.function("MILLIS_BETWEEN(from, to)", "The milliseconds from one time to another.")
          .example(
              "MILLIS_BETWEEN(TIMESTAMP '2026-01-01T00:00:00Z', TIMESTAMP '2026-01-01T00:00:01.500Z')",
              "1500")
          .arguments(2, Typing.fixed(ColumnType.BIGINT, ColumnType.TIMESTAMP, ColumnType.TIMESTAMP))
          .strict(MillisBetween::between);

  private MillisBetween() {}

  private static Object between(Object[] a) {
    try {
      return Math.subtractExact((Long) a[1], (Long) a[0]);
    } catch (ArithmeticException e) {
      throw new ValueException("the times are too far apart for MILLIS_BETWEEN");
    }
  }
}
