package io.sluice.cep.function;

import java.util.List;

final class ArrayConcat {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "ARRAY_CONCAT(array, array)",
              "The elements of one array and then those of the other.")
          .example("CARDINALITY(ARRAY_CONCAT(ARRAY[1, 2], ARRAY[3]))", "3")
          .arguments(2, Arrays::common)
          .strict(a -> Arrays.concat((List<?>) a[0], (List<?>) a[1]));

  private ArrayConcat() {}
}
