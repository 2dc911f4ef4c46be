package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class ToUnixtime {
  static final ScalarFunction FUNCTION =
      Scalar.function("TO_UNIXTIME(time)", "Seconds since 1970 (UTC), with their fraction.")
          .example("TO_UNIXTIME(TIMESTAMP '1970-01-01T00:00:01.500Z')", "1.5")
          .arguments(1, Typing.fixed(ColumnType.DOUBLE, ColumnType.TIMESTAMP))
          .strict(a -> (Long) a[0] / 1000.0);

  private ToUnixtime() {}
}
