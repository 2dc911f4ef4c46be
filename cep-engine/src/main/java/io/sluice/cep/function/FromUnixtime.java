package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class FromUnixtime {
  static final ScalarFunction FUNCTION =
      Scalar.function("FROM_UNIXTIME(seconds)", "A time from seconds since 1970 (UTC).")
          .example("FROM_UNIXTIME(1.5)", "1970-01-01T00:00:01.500Z")
          .arguments(1, Typing.fixed(ColumnType.TIMESTAMP, ColumnType.DOUBLE))
          .strict(a -> Math.round((Double) a[0] * 1000));

  private FromUnixtime() {}
}
