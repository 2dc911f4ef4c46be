package io.sluice.cep.event;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How values of one type compare: numbers by value, texts by code point, false before true. */
public final class ValueOrder {
  private ValueOrder() {}

  /**
   * Negative, zero or positive. Both values have one type with an order: not arrays, not maps. NaN
   * comes last and equals itself.
   */
  public static int compare(Object a, Object b) {
    return switch (a) {
      case Integer x -> Integer.compare(x, (Integer) b);
      case Long x -> Long.compare(x, (Long) b);
      case Double x -> compareDoubles(x, (Double) b);
      case BigDecimal x -> x.compareTo((BigDecimal) b);
      case String x -> compareTexts(x, (String) b);
      case Boolean x -> Boolean.compare(x, (Boolean) b);
      default -> throw new IllegalArgumentException("values without an order: " + a.getClass());
    };
  }

  /**
   * A number that is not less where the value is greater, so that most of an order can be told by
   * it. The value is no NaN.
   */
  public static double rank(Object value) {
    return switch (value) {
      case Number number -> number.doubleValue();
      case String text -> rank(text);
      case Boolean truth -> truth ? 1 : 0;
      default -> throw new IllegalArgumentException("values without an order: " + value.getClass());
    };
  }

  /** By the first three UTF-16 units, which are put into the order of code points. */
  private static double rank(String text) {
    long rank = 0;
    for (int i = 0; i < 3; i++) {
      rank <<= 17;
      if (i < text.length()) {
        char unit = text.charAt(i);
        rank += 1 + (unit < 0xD800 ? unit : unit < 0xE000 ? unit + 0x2000 : unit - 0x800);
      }
    }
    return rank;
  }

  /**
   * A stand-in with {@code equals} and {@code hashCode} by value, for DISTINCT, partition keys and
   * sets: 1.50 and 1.5 have one key, so have 0.0 and -0.0.
   */
  public static @Nullable Object key(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case BigDecimal x -> x.stripTrailingZeros();
      case Double x -> x == 0.0 ? Double.valueOf(0.0) : x;
      case List<?> list -> {
        var keys = new ArrayList<@Nullable Object>(list.size());
        for (Object element : list) {
          keys.add(key(element));
        }
        yield keys;
      }
      case Map<?, ?> map -> {
        var keys = new LinkedHashMap<Object, @Nullable Object>();
        map.forEach((k, v) -> keys.put(k, key(v)));
        yield keys;
      }
      default -> value;
    };
  }

  private static int compareDoubles(double a, double b) {
    return a == b ? 0 : Double.compare(a, b);
  }

  /** UTF-16 order differs from the order of code points where surrogates meet U+E000 and above. */
  private static int compareTexts(String a, String b) {
    int n = Math.min(a.length(), b.length());
    for (int i = 0; i < n; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean surrogateX = Character.isSurrogate(x);
        boolean surrogateY = Character.isSurrogate(y);
        if (surrogateX != surrogateY) {
          return surrogateX ? 1 : -1;
        }
        return x - y;
      }
    }
    return a.length() - b.length();
  }
}
