package io.sluice.cep.function;

import java.util.List;

final class ArraySort {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "ARRAY_SORT(array)", "The elements from the least to the greatest, nulls last.")
          .example("ARRAY_JOIN(ARRAY_SORT(ARRAY['b', 'a']), ',')", "a,b")
          .arguments(1, Arrays::sorted)
          .strict(a -> Arrays.sort((List<?>) a[0]));

  private ArraySort() {}
}
