package io.sluice.cep.function;

final class Truncate {
  static final ScalarFunction FUNCTION =
      Scalar.function("TRUNCATE(number [, digits])", "The number cut off behind so many digits.")
          .example("TRUNCATE(-2.7)", "-2")
          .arguments(
              1,
              2,
              arguments ->
                  Typing.number(arguments.size() == 1 ? Numbers::whole : t -> t).resolve(arguments))
          .strict(
              a -> {
                long digits = a.length > 1 ? (Long) a[1] : 0;
                return Numbers.truncate(a[0], digits);
              });

  private Truncate() {}
}
