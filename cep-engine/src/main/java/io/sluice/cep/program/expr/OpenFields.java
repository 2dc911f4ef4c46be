package io.sluice.cep.program.expr;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.ValueText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code FIELD('name')} of an open stream, as a string. A name with points that is no field itself
 * leads into nested objects.
 */
final class OpenFields {
  private OpenFields() {}

  static Evaluator of(String name) {
    String[] path = name.split("\\.", -1);
    return scope -> {
      Map<String, @Nullable Object> extra = scope.row().extra();
      Object value = extra.get(name);
      if (value == null && path.length > 1) {
        value = descend(extra, path);
      }
      return value == null ? null : ValueText.of(value, ColumnType.STRING);
    };
  }

  private static @Nullable Object descend(Map<String, @Nullable Object> extra, String[] path) {
    Object here = extra;
    for (String step : path) {
      if (!(here instanceof Map<?, ?> map)) {
        return null;
      }
      here = map.get(step);
    }
    return here;
  }
}
