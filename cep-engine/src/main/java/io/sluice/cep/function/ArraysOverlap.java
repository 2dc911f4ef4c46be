package io.sluice.cep.function;

import java.util.List;

final class ArraysOverlap {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "ARRAYS_OVERLAP(array, array)", "Whether the arrays have an element in common.")
          .example("ARRAYS_OVERLAP(ARRAY[1, 2], ARRAY[2, 3])", "true")
          .arguments(2, Arrays::commonTest)
          .strict(a -> !Arrays.intersect((List<?>) a[0], (List<?>) a[1]).isEmpty());

  private ArraysOverlap() {}
}
