package io.sluice.cep.function;

import java.util.List;

final class ArrayMin {
  static final ScalarFunction FUNCTION =
      Scalar.function("ARRAY_MIN(array)", "The least element that is not null.")
          .example("ARRAY_MIN(ARRAY[3, 1, 2])", "1")
          .arguments(1, Arrays::element)
          .strict(a -> Arrays.extreme((List<?>) a[0], -1));

  private ArrayMin() {}
}
