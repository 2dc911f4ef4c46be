package io.sluice.cep.function;

import java.util.List;

final class ArrayRemove {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "ARRAY_REMOVE(array, value)", "The array without the elements that equal the value.")
          .example("CARDINALITY(ARRAY_REMOVE(ARRAY[1, 2, 1], 1))", "1")
          .arguments(2, Arrays::withoutElement)
          .strict(a -> ((List<?>) a[0]).stream().filter(e -> !Arrays.same(e, a[1])).toList());

  private ArrayRemove() {}
}
