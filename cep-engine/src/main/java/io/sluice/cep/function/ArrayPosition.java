package io.sluice.cep.function;

import java.util.List;

final class ArrayPosition {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "ARRAY_POSITION(array, value)",
              "Where the value stands in the array, counted from 1; 0 where it does not.")
          .example("ARRAY_POSITION(ARRAY['a', 'b'], 'b')", "2")
          .arguments(2, Arrays::withElement)
          .strict(a -> Arrays.position((List<?>) a[0], a[1]));

  private ArrayPosition() {}
}
