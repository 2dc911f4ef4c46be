package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Widening;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How the types of arguments give the type of a result; null where they do not fit. */
@FunctionalInterface
interface Typing {
  ScalarFunction.@Nullable Overload resolve(List<ColumnType> arguments);

  /** Takes up to these types, wider ones not; later ones may be left out. */
  static Typing fixed(ColumnType result, ColumnType... parameters) {
    return arguments -> {
      var types = new ArrayList<ColumnType>();
      for (int i = 0; i < arguments.size(); i++) {
        if (i >= parameters.length || !Widening.fits(arguments.get(i), parameters[i])) {
          return null;
        }
        types.add(parameters[i]);
      }
      return new ScalarFunction.Overload(types, result);
    };
  }

  /** Any number of texts. */
  static Typing texts(ColumnType result) {
    return arguments ->
        arguments.stream().allMatch(t -> Widening.fits(t, ColumnType.STRING))
            ? new ScalarFunction.Overload(
                Collections.nCopies(arguments.size(), ColumnType.STRING), result)
            : null;
  }

  /** One number of any type, then BIGINTs; the result is made from the number's type. */
  static Typing number(UnaryOperator<ColumnType> result) {
    return arguments -> {
      ColumnType first =
          arguments.getFirst() instanceof ColumnType.Null ? ColumnType.INT : arguments.getFirst();
      if (!first.isNumeric()) {
        return null;
      }
      var types = new ArrayList<ColumnType>(List.of(first));
      for (ColumnType other : arguments.subList(1, arguments.size())) {
        if (!Widening.fits(other, ColumnType.BIGINT)) {
          return null;
        }
        types.add(ColumnType.BIGINT);
      }
      return new ScalarFunction.Overload(types, result.apply(first));
    };
  }

  /** Any number of arguments that have a common type, which is the result's. */
  static Typing common() {
    return arguments -> {
      ColumnType type = ColumnType.NULL;
      for (ColumnType argument : arguments) {
        type = Widening.common(type, argument);
        if (type == null) {
          return null;
        }
      }
      return new ScalarFunction.Overload(Collections.nCopies(arguments.size(), type), type);
    };
  }
}
