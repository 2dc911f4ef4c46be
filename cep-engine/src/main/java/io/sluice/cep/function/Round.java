package io.sluice.cep.function;

final class Round {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "ROUND(number [, digits])",
              "The number rounded to so many digits behind the point, half away from zero.")
          .example("ROUND(2.345, 2)", "2.350")
          .arguments(
              1,
              2,
              arguments ->
                  Typing.number(arguments.size() == 1 ? Numbers::whole : t -> t).resolve(arguments))
          .strict(
              a -> {
                long digits = a.length > 1 ? (Long) a[1] : 0;
                return Numbers.round(a[0], digits);
              });

  private Round() {}
}
