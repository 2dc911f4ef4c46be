package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class MapKeys {
  static final ScalarFunction FUNCTION =
      Scalar.function("MAP_KEYS(map)", "The keys of a map as an array.")
          .example("CARDINALITY(MAP_KEYS(NULL))", "null")
          .arguments(1, MapKeys::types)
          .strict(a -> List.copyOf(((Map<?, ?>) a[0]).keySet()));

  private MapKeys() {}

  private static ScalarFunction.@Nullable Overload types(List<ColumnType> arguments) {
    return arguments.getFirst() instanceof ColumnType.MapOf
            || arguments.getFirst() instanceof ColumnType.Null
        ? new ScalarFunction.Overload(arguments, new ColumnType.ArrayOf(ColumnType.STRING))
        : null;
  }
}
