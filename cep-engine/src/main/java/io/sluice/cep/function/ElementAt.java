package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Widening;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class ElementAt {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "ELEMENT_AT(array, number)",
              "The element with this number, counted from 1, from the end where it is negative; null where there is none.")
          .example("ELEMENT_AT(ARRAY['a', 'b'], -1)", "b")
          .arguments(2, ElementAt::types)
          .strict(ElementAt::element);

  private ElementAt() {}

  private static ScalarFunction.@Nullable Overload types(List<ColumnType> arguments) {
    if (arguments.get(0) instanceof ColumnType.MapOf map
        && Widening.fits(arguments.get(1), ColumnType.STRING)) {
      return new ScalarFunction.Overload(List.of(map, ColumnType.STRING), map.value());
    }
    return arguments.get(0) instanceof ColumnType.ArrayOf array
            && Widening.fits(arguments.get(1), ColumnType.BIGINT)
        ? new ScalarFunction.Overload(List.of(array, ColumnType.BIGINT), array.element())
        : null;
  }

  private static @Nullable Object element(Object[] a) {
    if (a[0] instanceof Map<?, ?> map) {
      return map.get(a[1]);
    }
    List<?> list = (List<?>) a[0];
    long number = (Long) a[1];
    long index = number < 0 ? list.size() + number : number - 1;
    return number != 0 && index >= 0 && index < list.size() ? list.get((int) index) : null;
  }
}
