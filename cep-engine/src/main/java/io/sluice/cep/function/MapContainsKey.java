package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Widening;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class MapContainsKey {
  static final ScalarFunction FUNCTION =
      Scalar.function("MAP_CONTAINS_KEY(map, key)", "Whether a map has the key.")
          .example("MAP_CONTAINS_KEY(NULL, 'a')", "null")
          .arguments(2, MapContainsKey::types)
          .strict(a -> ((Map<?, ?>) a[0]).containsKey(a[1]));

  private MapContainsKey() {}

  private static ScalarFunction.@Nullable Overload types(List<ColumnType> arguments) {
    boolean map =
        arguments.get(0) instanceof ColumnType.MapOf || arguments.get(0) instanceof ColumnType.Null;
    return map && Widening.fits(arguments.get(1), ColumnType.STRING)
        ? new ScalarFunction.Overload(
            List.of(arguments.get(0), ColumnType.STRING), ColumnType.BOOLEAN)
        : null;
  }
}
