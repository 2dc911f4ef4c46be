package io.sluice.cep.function;

import java.math.BigDecimal;
import java.math.RoundingMode;

final class Ceiling {
  static final ScalarFunction FUNCTION =
      Scalar.function("CEILING(number)", "The nearest whole number that is not smaller.")
          .example("CEILING(-1.2)", "-1")
          .arguments(1, Typing.number(Numbers::whole))
          .strict(
              a ->
                  switch (a[0]) {
                    case Double n -> Math.ceil(n);
                    case BigDecimal n -> n.setScale(0, RoundingMode.CEILING);
                    default -> a[0];
                  });

  private Ceiling() {}
}
