package io.sluice.cep.function;

import java.util.List;

final class ArrayMax {
  static final ScalarFunction FUNCTION =
      Scalar.function("ARRAY_MAX(array)", "The greatest element that is not null.")
          .example("ARRAY_MAX(ARRAY[3, 1, 2])", "3")
          .arguments(1, Arrays::element)
          .strict(a -> Arrays.extreme((List<?>) a[0], 1));

  private ArrayMax() {}
}
