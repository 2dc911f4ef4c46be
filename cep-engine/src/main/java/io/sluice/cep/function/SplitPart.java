package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;
import org.jspecify.annotations.Nullable;

final class SplitPart {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "SPLIT_PART(text, separator, number)",
              "The part with this number between separators, counted from 1; null where there is none.")
          .example("SPLIT_PART('a.b.c', '.', 2)", "b")
          .arguments(
              3,
              Typing.fixed(
                  ColumnType.STRING, ColumnType.STRING, ColumnType.STRING, ColumnType.BIGINT))
          .strict(SplitPart::part);

  private SplitPart() {}

  private static @Nullable Object part(Object[] a) {
    String text = (String) a[0];
    String separator = (String) a[1];
    long number = (Long) a[2];
    if (separator.isEmpty() || number < 1) {
      throw new ValueException("SPLIT_PART needs a separator and a number from 1");
    }
    int from = 0;
    for (long n = 1; ; n++) {
      int to = text.indexOf(separator, from);
      if (n == number) {
        return text.substring(from, to < 0 ? text.length() : to);
      }
      if (to < 0) {
        return null;
      }
      from = to + separator.length();
    }
  }
}
