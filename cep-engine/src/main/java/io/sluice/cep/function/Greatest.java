package io.sluice.cep.function;

import io.sluice.cep.event.ValueOrder;

final class Greatest {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "GREATEST(value, ...)", "The greatest of the values; null where one of them is null.")
          .example("GREATEST(1, 3, 2)", "3")
          .arguments(1, 100, Numbers::ordered)
          .strict(
              a -> {
                Object best = a[0];
                for (Object each : a) {
                  if (ValueOrder.compare(each, best) > 0) {
                    best = each;
                  }
                }
                return best;
              });

  private Greatest() {}
}
