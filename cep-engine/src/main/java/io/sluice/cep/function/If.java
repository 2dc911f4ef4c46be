package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Widening;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class If {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "IF(condition, value [, otherwise])",
              "The value where the condition is true, else the other one or null.")
          .example("IF(2 > 1, 'yes', 'no')", "yes")
          .arguments(2, 3, If::types)
          .lazy(
              (argument, count) ->
                  Boolean.TRUE.equals(argument.apply(0))
                      ? argument.apply(1)
                      : count > 2 ? argument.apply(2) : null);

  private If() {}

  private static ScalarFunction.@Nullable Overload types(List<ColumnType> arguments) {
    ColumnType result =
        arguments.size() == 2
            ? arguments.get(1)
            : Widening.common(arguments.get(1), arguments.get(2));
    if (result == null || !Widening.fits(arguments.getFirst(), ColumnType.BOOLEAN)) {
      return null;
    }
    var types = new ArrayList<ColumnType>(List.of(ColumnType.BOOLEAN));
    types.addAll(Collections.nCopies(arguments.size() - 1, result));
    return new ScalarFunction.Overload(types, result);
  }
}
