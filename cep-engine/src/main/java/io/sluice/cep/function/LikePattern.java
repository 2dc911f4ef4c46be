package io.sluice.cep.function;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A LIKE pattern, read once. {@code %} stands for any characters, {@code _} for one; matching goes
 * back at most to the last {@code %}, so it never takes more than length times length steps.
 */
public final class LikePattern {
  private static final int ANY_ONE = -1;
  private static final int ANY_MANY = -2;

  private final int[] tokens;

  private LikePattern(int[] tokens) {
    this.tokens = tokens;
  }

  /** Throws {@link ValueException} where the escape character stands before an ordinary one. */
  public static LikePattern of(String pattern, @Nullable Character escape) {
    int[] points = pattern.codePoints().toArray();
    int[] tokens = new int[points.length];
    int n = 0;
    for (int i = 0; i < points.length; i++) {
      int point = points[i];
      if (escape != null && point == escape) {
        i++;
        if (i == points.length || (points[i] != escape && points[i] != '%' && points[i] != '_')) {
          throw new ValueException(
              "in the LIKE pattern '%s' the escape character %s must stand before %%, _ or itself"
                  .formatted(pattern, escape));
        }
        tokens[n++] = points[i];
      } else {
        tokens[n++] = point == '%' ? ANY_MANY : point == '_' ? ANY_ONE : point;
      }
    }
    return new LikePattern(Arrays.copyOf(tokens, n));
  }

  public boolean matches(String text) {
    int t = 0;
    int p = 0;
    int starToken = -1;
    int starText = 0;
    while (t < text.length()) {
      int point = text.codePointAt(t);
      if (p < tokens.length && (tokens[p] == ANY_ONE || tokens[p] == point)) {
        p++;
        t += Character.charCount(point);
      } else if (p < tokens.length && tokens[p] == ANY_MANY) {
        starToken = p++;
        starText = t;
      } else if (starToken >= 0) {
        starText += Character.charCount(text.codePointAt(starText));
        t = starText;
        p = starToken + 1;
      } else {
        return false;
      }
    }
    while (p < tokens.length && tokens[p] == ANY_MANY) {
      p++;
    }
    return p == tokens.length;
  }
}
