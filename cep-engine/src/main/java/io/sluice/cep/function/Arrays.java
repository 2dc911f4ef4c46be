package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.ValueOrder;
import io.sluice.cep.event.Widening;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the functions of arrays share: types of arguments, and elements that equal by value. */
final class Arrays {
  private Arrays() {}

  // ---- types ----

  /** An array and a value of its elements, to a number. */
  static ScalarFunction.@Nullable Overload withElement(List<ColumnType> arguments) {
    return element(arguments, ColumnType.INT);
  }

  /** An array and a value of its elements, to an array. */
  static ScalarFunction.@Nullable Overload withoutElement(List<ColumnType> arguments) {
    var found = element(arguments, ColumnType.INT);
    return found == null
        ? null
        : new ScalarFunction.Overload(found.arguments(), found.arguments().getFirst());
  }

  private static ScalarFunction.@Nullable Overload element(
      List<ColumnType> arguments, ColumnType result) {
    if (!(arguments.get(0) instanceof ColumnType.ArrayOf array)) {
      return null;
    }
    ColumnType element = Widening.common(array.element(), arguments.get(1));
    return element == null
        ? null
        : new ScalarFunction.Overload(List.of(new ColumnType.ArrayOf(element), element), result);
  }

  /** An array whose elements have an order, to one of them. */
  static ScalarFunction.@Nullable Overload element(List<ColumnType> arguments) {
    return hasOrder(arguments.getFirst())
            && arguments.getFirst() instanceof ColumnType.ArrayOf array
        ? new ScalarFunction.Overload(arguments, array.element())
        : null;
  }

  static ScalarFunction.@Nullable Overload sorted(List<ColumnType> arguments) {
    return hasOrder(arguments.getFirst())
        ? new ScalarFunction.Overload(arguments, arguments.getFirst())
        : null;
  }

  private static boolean hasOrder(ColumnType type) {
    return type instanceof ColumnType.ArrayOf array
        && !(array.element() instanceof ColumnType.ArrayOf)
        && !(array.element() instanceof ColumnType.MapOf);
  }

  /** Two arrays with a common type, to an array. */
  static ScalarFunction.@Nullable Overload common(List<ColumnType> arguments) {
    ColumnType type =
        arguments.get(0) instanceof ColumnType.ArrayOf a
                && arguments.get(1) instanceof ColumnType.ArrayOf b
            ? Widening.common(a.element(), b.element())
            : null;
    if (type == null) {
      return null;
    }
    ColumnType array = new ColumnType.ArrayOf(type);
    return new ScalarFunction.Overload(List.of(array, array), array);
  }

  static ScalarFunction.@Nullable Overload commonTest(List<ColumnType> arguments) {
    var found = common(arguments);
    return found == null
        ? null
        : new ScalarFunction.Overload(found.arguments(), ColumnType.BOOLEAN);
  }

  static ScalarFunction.@Nullable Overload slice(List<ColumnType> arguments) {
    return arguments.getFirst() instanceof ColumnType.ArrayOf array
            && Widening.fits(arguments.get(1), ColumnType.BIGINT)
            && Widening.fits(arguments.get(2), ColumnType.BIGINT)
        ? new ScalarFunction.Overload(List.of(array, ColumnType.BIGINT, ColumnType.BIGINT), array)
        : null;
  }

  // ---- values ----

  static boolean same(@Nullable Object a, @Nullable Object b) {
    return Objects.equals(ValueOrder.key(a), ValueOrder.key(b));
  }

  static int position(List<?> array, Object value) {
    for (int i = 0; i < array.size(); i++) {
      if (same(array.get(i), value)) {
        return i + 1;
      }
    }
    return 0;
  }

  static @Nullable Object extreme(List<?> array, int sign) {
    Object best = null;
    for (Object each : array) {
      if (each != null
          && (best == null || Integer.signum(ValueOrder.compare(each, best)) == sign)) {
        best = each;
      }
    }
    return best;
  }

  static List<@Nullable Object> sort(List<?> array) {
    var out = new ArrayList<@Nullable Object>(array);
    Comparator<Object> order = ValueOrder::compare;
    out.sort(Comparator.nullsLast(order));
    return Collections.unmodifiableList(out);
  }

  static List<@Nullable Object> concat(List<?> left, List<?> right) {
    var out = new ArrayList<@Nullable Object>(left);
    out.addAll(right);
    return Collections.unmodifiableList(out);
  }

  static List<@Nullable Object> intersect(List<?> left, List<?> right) {
    Set<@Nullable Object> keys = new HashSet<>();
    right.forEach(e -> keys.add(ValueOrder.key(e)));
    var out = new ArrayList<@Nullable Object>();
    for (Object each : left) {
      if (keys.remove(ValueOrder.key(each))) {
        out.add(each);
      }
    }
    return Collections.unmodifiableList(out);
  }

  static List<?> slice(List<?> array, long from, long length) {
    if (from < 1 || length < 0) {
      throw new ValueException("ARRAY_SLICE begins at 1 or later and has no negative length");
    }
    int start = (int) Math.min(from - 1, array.size());
    int end = (int) Math.min(start + Math.min(length, array.size()), array.size());
    return array.subList(start, end);
  }
}
