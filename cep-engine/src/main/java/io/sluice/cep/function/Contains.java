package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Widening;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class Contains {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "CONTAINS(text, part)",
              "Whether the part occurs in the text; with an array the same as ARRAY_CONTAINS.")
          .example("CONTAINS('sluice', 'lui')", "true")
          .arguments(2, Contains::types)
          .strict(Contains::contains);

  private Contains() {}

  private static @Nullable Boolean contains(Object[] arguments) {
    if (arguments[0] instanceof List<?> array) {
      return ArrayContains.contains(array, arguments[1]);
    }
    return ((String) arguments[0]).contains((String) arguments[1]);
  }

  private static ScalarFunction.@Nullable Overload types(List<ColumnType> arguments) {
    boolean texts = arguments.stream().allMatch(t -> Widening.fits(t, ColumnType.STRING));
    return texts
        ? new ScalarFunction.Overload(
            List.of(ColumnType.STRING, ColumnType.STRING), ColumnType.BOOLEAN)
        : ArrayContains.types(arguments);
  }
}
