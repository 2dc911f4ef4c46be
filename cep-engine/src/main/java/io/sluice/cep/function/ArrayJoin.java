package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Widening;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class ArrayJoin {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "ARRAY_JOIN(array, separator)",
              "The elements that are not null as one text, with the separator between them.")
          .example("ARRAY_JOIN(ARRAY['a', 'b'], ', ')", "a, b")
          .arguments(2, ArrayJoin::types)
          .strict(
              a -> {
                var parts = new ArrayList<String>();
                for (Object each : (List<?>) a[0]) {
                  if (each != null) {
                    parts.add((String) each);
                  }
                }
                return String.join((String) a[1], parts);
              });

  private ArrayJoin() {}

  private static ScalarFunction.@Nullable Overload types(List<ColumnType> arguments) {
    return arguments.get(0) instanceof ColumnType.ArrayOf array
            && (array.element().isString() || array.element() instanceof ColumnType.Null)
            && Widening.fits(arguments.get(1), ColumnType.STRING)
        ? new ScalarFunction.Overload(
            List.of(new ColumnType.ArrayOf(ColumnType.STRING), ColumnType.STRING),
            ColumnType.STRING)
        : null;
  }
}
