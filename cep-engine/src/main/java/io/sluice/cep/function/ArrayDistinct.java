package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.ValueOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class ArrayDistinct {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "ARRAY_DISTINCT(array)",
              "The array without repeats, in the order of first appearance.")
          .example("CARDINALITY(ARRAY_DISTINCT(ARRAY[1, 2, 1]))", "2")
          .arguments(1, ArrayDistinct::types)
          .strict(
              a -> {
                var seen = new HashSet<@Nullable Object>();
                var out = new ArrayList<@Nullable Object>();
                for (Object each : (List<?>) a[0]) {
                  if (seen.add(ValueOrder.key(each))) {
                    out.add(each);
                  }
                }
                return out;
              });

  private ArrayDistinct() {}

  private static ScalarFunction.@Nullable Overload types(List<ColumnType> arguments) {
    return arguments.getFirst() instanceof ColumnType.ArrayOf array
        ? new ScalarFunction.Overload(arguments, array)
        : null;
  }
}
