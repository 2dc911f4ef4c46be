package io.sluice.cep.function;

import java.math.BigDecimal;

final class Mod {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "MOD(number, divisor)", "The remainder of a division, with the sign of the number.")
          .example("MOD(7, 3)", "1")
          .arguments(2, Numbers::commonNumber)
          .strict(
              a -> {
                if (!(a[1] instanceof Double) && ((Number) a[1]).doubleValue() == 0) {
                  throw new ValueException("division by zero: MOD(%s, 0)".formatted(a[0]));
                }
                return switch (a[0]) {
                  case Integer n -> n % (Integer) a[1];
                  case Long n -> n % (Long) a[1];
                  case Double n -> n % (Double) a[1];
                  case BigDecimal n -> n.remainder((BigDecimal) a[1]);
                  default -> throw new IllegalStateException("MOD of no number");
                };
              });

  private Mod() {}
}
