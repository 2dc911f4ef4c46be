package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class Substring {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "SUBSTRING(text, start [, length])",
              "A part of the text; the first character is number 1.")
          .example("SUBSTRING('sluice', 2, 3)", "lui")
          .arguments(
              2,
              3,
              Typing.fixed(
                  ColumnType.STRING, ColumnType.STRING, ColumnType.BIGINT, ColumnType.BIGINT))
          .strict(Substring::cut);

  private Substring() {}

  private static Object cut(Object[] a) {
    String text = (String) a[0];
    long from = (Long) a[1];
    long length = a.length > 2 ? (Long) a[2] : Long.MAX_VALUE;
    if (length < 0) {
      throw new ValueException("SUBSTRING can not cut %d characters".formatted(length));
    }
    int size = Texts.length(text);
    // As ISO says: characters before the first count towards the length.
    long end = length > size - Math.min(from, 1) ? size + 1L : Math.min(size + 1L, from + length);
    long start = Math.min(Math.max(from, 1), size + 1L);
    return end <= start ? "" : Texts.slice(text, (int) start - 1, (int) end - 1);
  }
}
