package io.sluice.cep.event;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as text: what CAST to STRING gives, and what messages show. */
public final class ValueText {
  private ValueText() {}

  /** {@code null} for NULL; texts stand as they are, inside arrays and maps in double quotes. */
  public static String of(@Nullable Object value, ColumnType type) {
    return switch (value) {
      case null -> "null";
      case BigDecimal number -> number.toPlainString();
      case Long millis when type instanceof ColumnType.Timestamp -> Timestamps.format(millis);
      case Long millis when type instanceof ColumnType.Interval -> interval(millis);
      case List<?> list -> {
        ColumnType element =
            type instanceof ColumnType.ArrayOf array ? array.element() : ColumnType.STRING;
        var out = new StringBuilder("[");
        for (Object each : list) {
          out.append(out.length() > 1 ? "," : "").append(nested(each, element));
        }
        yield out.append(']').toString();
      }
      case Map<?, ?> map -> {
        ColumnType element = type instanceof ColumnType.MapOf m ? m.value() : ColumnType.STRING;
        var out = new StringBuilder("{");
        map.forEach(
            (k, v) ->
                out.append(out.length() > 1 ? "," : "")
                    .append(quote(String.valueOf(k)))
                    .append(':')
                    .append(nested(v, element)));
        yield out.append('}').toString();
      }
      default -> value.toString();
    };
  }

  private static String nested(@Nullable Object value, ColumnType type) {
    return value instanceof String text
        ? quote(text)
        : value instanceof Long && type instanceof ColumnType.Timestamp
            ? quote(of(value, type))
            : of(value, type);
  }

  private static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** In the largest unit that takes a whole number, else in seconds. */
  private static String interval(long millis) {
    long[] sizes = {86_400_000, 3_600_000, 60_000};
    String[] units = {"DAY", "HOUR", "MINUTE"};
    for (int i = 0; i < sizes.length; i++) {
      if (millis != 0 && millis % sizes[i] == 0) {
        return millis / sizes[i] + " " + units[i];
      }
    }
    BigDecimal seconds = new BigDecimal(millis).movePointLeft(3).stripTrailingZeros();
    return seconds.toPlainString() + " SECOND";
  }
}
