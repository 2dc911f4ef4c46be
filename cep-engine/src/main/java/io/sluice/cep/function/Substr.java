package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Substr {
  static final ScalarFunction FUNCTION =
      Scalar.function("SUBSTR(text, start [, length])", "Another name of SUBSTRING.")
          .example("SUBSTR('sluice', 3)", "uice")
          .arguments(
              2,
              3,
              Typing.fixed(
                  ColumnType.STRING, ColumnType.STRING, ColumnType.BIGINT, ColumnType.BIGINT))
          .withNulls(Substring.FUNCTION::evaluate);

  private Substr() {}
}
