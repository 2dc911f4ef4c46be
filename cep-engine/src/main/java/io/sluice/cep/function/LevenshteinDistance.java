package io.sluice.cep.function;

import io.sluice.cep.event.ColumnType;

final class LevenshteinDistance {
  static final ScalarFunction FUNCTION =
      Scalar.function(
              "LEVENSHTEIN_DISTANCE(text, text)",
              "How many characters must be put in, taken out or changed to make one text the other.")
          .example("LEVENSHTEIN_DISTANCE('paypal', 'paypa1')", "1")
          .arguments(2, Typing.fixed(ColumnType.INT, ColumnType.STRING, ColumnType.STRING))
          .strict(a -> distance((String) a[0], (String) a[1]));

  private LevenshteinDistance() {}

  private static final int MAX_LENGTH = 1_000;

  private static int distance(String left, String right) {
    int[] a = left.codePoints().toArray();
    int[] b = right.codePoints().toArray();
    if (Math.max(a.length, b.length) > MAX_LENGTH) {
      throw new ValueException(
          "LEVENSHTEIN_DISTANCE takes texts of at most %,d characters".formatted(MAX_LENGTH));
    }
    int[] last = new int[b.length + 1];
    int[] row = new int[b.length + 1];
    for (int j = 0; j <= b.length; j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length; i++) {
      row[0] = i;
      for (int j = 1; j <= b.length; j++) {
        int change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        row[j] = Math.min(change, Math.min(last[j], row[j - 1]) + 1);
      }
      int[] free = last;
      last = row;
      row = free;
    }
    return last[b.length];
  }
}
