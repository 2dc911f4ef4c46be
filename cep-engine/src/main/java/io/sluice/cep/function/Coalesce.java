package io.sluice.cep.function;

final class Coalesce {
  static final ScalarFunction FUNCTION =
      Scalar.function("COALESCE(value, ...)", "The first value that is not null.")
          .example("COALESCE(NULL, 2, 3)", "2")
          .arguments(1, 100, Typing.common())
          .lazy(
              (argument, count) -> {
                for (int i = 0; i < count; i++) {
                  Object value = argument.apply(i);
                  if (value != null) {
                    return value;
                  }
                }
                return null;
              });

  private Coalesce() {}
}
