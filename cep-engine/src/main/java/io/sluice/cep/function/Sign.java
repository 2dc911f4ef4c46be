package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Sign {
  static final ScalarFunction FUNCTION =
      Scalar.function("SIGN(number)", "-1, 0 or 1.")
          .example("SIGN(-3.5)", "-1")
          .arguments(1, Typing.number(_ -> ColumnType.INT))
          .strict(a -> (int) Math.signum(((Number) a[0]).doubleValue()));

  private Sign() {}
}
