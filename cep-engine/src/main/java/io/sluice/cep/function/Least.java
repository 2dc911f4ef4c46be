package io.sluice.cep.function;

import io.sluice.cep.event.ValueOrder;

final class Least {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "LEAST(value, ...)", "The least of the values; null where one of them is null.")
          .example("LEAST(1, 3, 2)", "1")
          .arguments(1, 100, Numbers::ordered)
          .strict(
              a -> {
                Object best = a[0];
                for (Object each : a) {
                  if (ValueOrder.compare(each, best) < 0) {
                    best = each;
                  }
                }
                return best;
              });

  private Least() {}
}
