package io.sluice.cep.function;

import java.math.BigDecimal;
import java.math.RoundingMode;

final class Ceil {
  static final ScalarFunction FUNCTION =
      Scalar.function("CEIL(number)", "The nearest whole number that is not smaller.")
          .example("CEIL(1.2)", "2")
          .arguments(1, Typing.number(Numbers::whole))
          .strict(
              a ->
                  switch (a[0]) {
                    case Double n -> Math.ceil(n);
                    case BigDecimal n -> n.setScale(0, RoundingMode.CEILING);
                    default -> a[0];
                  });

  private Ceil() {}
}
