package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class EpochMillis {
  static final ScalarFunction FUNCTION =
      Scalar.function("EPOCH_MILLIS(time)", "Milliseconds since 1970 (UTC).")
          .example("EPOCH_MILLIS(TIMESTAMP '1970-01-01T00:00:01Z')", "1000")
          .arguments(1, Typing.fixed(ColumnType.BIGINT, ColumnType.TIMESTAMP))
          .strict(a -> a[0]);

  private EpochMillis() {}
}
