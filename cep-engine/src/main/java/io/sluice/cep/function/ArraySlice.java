package io.sluice.cep.function;

import java.util.List;

final class ArraySlice {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "ARRAY_SLICE(array, from, length)",
              "So many elements of the array from a place on, counted from 1.")
          .example("ARRAY_JOIN(ARRAY_SLICE(ARRAY['a', 'b', 'c'], 2, 5), ',')", "b,c")
          .arguments(3, Arrays::slice)
          .strict(a -> Arrays.slice((List<?>) a[0], (Long) a[1], (Long) a[2]));

  private ArraySlice() {}
}
