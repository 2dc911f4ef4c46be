package io.sluice.percolator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Points of the earth whose latitude and longitude stand in two fields. */
final class GeoPairs {
  private GeoPairs() {}

  /** The words of the points; lists go side by side. What is no point is left out. */
  static List<String> words(String view, Document document) {
    List<String> pair = FieldView.pair(view);
    List<?> latitudes = list(document.values().get(pair.getFirst()));
    List<?> longitudes = list(document.values().get(pair.getLast()));
    List<String> words = new ArrayList<>();
    for (int i = 0; i < Math.min(latitudes.size(), longitudes.size()); i++) {
      double latitude = number(latitudes.get(i));
      double longitude = number(longitudes.get(i));
      if (Places.isOnEarth(latitude, longitude)) {
        words.add(GeoCells.word(latitude, longitude));
      }
    }
    return words;
  }

  /** What is null has its place: it makes no point with its partner. */
  private static List<?> list(@Nullable Object value) {
    return switch (value) {
      case null -> List.of();
      case Collection<?> several -> new ArrayList<@Nullable Object>(several);
      default -> List.of(value);
    };
  }

  private static double number(@Nullable Object value) {
    if (value == null) {
      return Double.NaN;
    }
    try {
      return value instanceof Number number
          ? number.doubleValue()
          : new BigDecimal(value.toString().strip()).doubleValue();
    } catch (NumberFormatException notANumber) {
      return Double.NaN;
    }
  }
}
