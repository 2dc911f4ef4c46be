package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Widening;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class ToTimestamp {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "TO_TIMESTAMP(text or milliseconds)",
              "A time from its text, or from milliseconds since 1970 (UTC).")
          .example("TO_TIMESTAMP(0)", "1970-01-01T00:00:00.000Z")
          .arguments(1, ToTimestamp::types)
          .strict(
              a ->
                  a[0] instanceof Long millis
                      ? millis
                      : Conversion.between(ColumnType.STRING, ColumnType.TIMESTAMP).apply(a[0]));

  private ToTimestamp() {}

  private static ScalarFunction.@Nullable Overload types(List<ColumnType> arguments) {
    ColumnType type =
        Widening.fits(arguments.getFirst(), ColumnType.BIGINT)
            ? ColumnType.BIGINT
            : ColumnType.STRING;
    return Typing.fixed(ColumnType.TIMESTAMP, type).resolve(arguments);
  }
}
