package io.sluice.cep.function;

import io.sluice.cep.event.ValueOrder;

final class Nullif {
  static final ScalarFunction FUNCTION =
      Scalar.function("NULLIF(value, other)", "Null where both are equal, else the value.")
          .example("COALESCE(NULLIF(1, 1), 0)", "0")
          .arguments(2, Numbers::ordered)
          .withNulls(
              a ->
                  a[0] != null && a[1] != null && ValueOrder.compare(a[0], a[1]) == 0
                      ? null
                      : a[0]);

  private Nullif() {}
}
