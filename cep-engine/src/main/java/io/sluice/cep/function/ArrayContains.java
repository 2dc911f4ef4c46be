package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.ValueOrder;
import io.sluice.cep.event.Widening;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

final class ArrayContains {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "ARRAY_CONTAINS(array, value)",
              "Whether the value is an element of the array; NULL where it is none of those known"
                  + " and one is NULL, as with IN.")
          .example("ARRAY_CONTAINS(ARRAY[1, 2], 2)", "true")
          .arguments(2, ArrayContains::types)
          .strict(a -> contains((List<?>) a[0], a[1]));

  private ArrayContains() {}

  static @Nullable Boolean contains(List<?> array, @Nullable Object value) {
    Object key = ValueOrder.key(value);
    boolean unknown = false;
    for (Object element : array) {
      if (Objects.equals(ValueOrder.key(element), key)) {
        return true;
      }
      unknown |= element == null;
    }
    return unknown ? null : false;
  }

  static ScalarFunction.@Nullable Overload types(List<ColumnType> arguments) {
    if (!(arguments.get(0) instanceof ColumnType.ArrayOf array)) {
      return null;
    }
    ColumnType element = Widening.common(array.element(), arguments.get(1));
    return element == null
        ? null
        : new ScalarFunction.Overload(
            List.of(new ColumnType.ArrayOf(element), element), ColumnType.BOOLEAN);
  }
}
