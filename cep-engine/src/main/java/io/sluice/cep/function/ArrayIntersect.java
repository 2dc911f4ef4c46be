package io.sluice.cep.function;

import java.util.List;

final class ArrayIntersect {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "ARRAY_INTERSECT(array, array)",
              "The elements that both arrays have, without repeats.")
          .example("ARRAY_JOIN(ARRAY_INTERSECT(ARRAY['a', 'b'], ARRAY['b', 'c']), ',')", "b")
          .arguments(2, Arrays::common)
          .strict(a -> Arrays.intersect((List<?>) a[0], (List<?>) a[1]));

  private ArrayIntersect() {}
}
