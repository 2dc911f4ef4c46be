package io.sluice.cep.function;

import java.math.BigDecimal;

final class Abs {
  static final ScalarFunction FUNCTION =
      Scalar.function("ABS(number)", "The number without its sign.")
          .example("ABS(-2)", "2")
          .arguments(1, Typing.number(t -> t))
          .strict(
              a ->
                  switch (a[0]) {
                    case Integer n when n != Integer.MIN_VALUE -> Math.abs(n);
                    case Long n when n != Long.MIN_VALUE -> Math.abs(n);
                    case Double n -> Math.abs(n);
                    case BigDecimal n -> n.abs();
                    default -> throw new ValueException("ABS of %s is too large".formatted(a[0]));
                  });

  private Abs() {}
}
