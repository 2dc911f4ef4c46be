package io.sluice.cep.function;

import java.math.BigDecimal;
import java.math.RoundingMode;

final class Floor {
  static final ScalarFunction FUNCTION =
      Scalar.function("FLOOR(number)", "The nearest whole number that is not greater.")
          .example("FLOOR(-1.2)", "-2")
          .arguments(1, Typing.number(Numbers::whole))
          .strict(
              a ->
                  switch (a[0]) {
                    case Double n -> Math.floor(n);
                    case BigDecimal n -> n.setScale(0, RoundingMode.FLOOR);
                    default -> a[0];
                  });

  private Floor() {}
}
