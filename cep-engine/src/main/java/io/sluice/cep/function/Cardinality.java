package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class Cardinality {
  static final ScalarFunction FUNCTION =
      Scalar.function("CARDINALITY(array or map)", "How many elements there are.")
          .example("CARDINALITY(ARRAY['a', 'b'])", "2")
          .arguments(1, Cardinality::types)
          .strict(a -> a[0] instanceof List<?> list ? list.size() : ((Map<?, ?>) a[0]).size());

  private Cardinality() {}

  private static ScalarFunction.@Nullable Overload types(List<ColumnType> arguments) {
    return switch (arguments.getFirst()) {
      case ColumnType.ArrayOf _, ColumnType.MapOf _ ->
          new ScalarFunction.Overload(arguments, ColumnType.INT);
      default -> null;
    };
  }
}
