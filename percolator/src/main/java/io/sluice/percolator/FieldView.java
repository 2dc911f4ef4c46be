package io.sluice.percolator;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Another way to search a field than the one it was declared with, written behind its name: {@code
 * CommandLine@caseless:*mimikatz*}. A view of {@code _all} is one of all fields of the document,
 * save those whose name begins with an underscore: senders keep notes of their own there.
 *
 * <p>Only documents that a stored query asks for a view of are read that way, so an unused view
 * costs nothing.
 */
enum FieldView {
  /** The whole value; letter case counts. */
  EXACT(FieldType.STRING, Analyzers.KEYWORD) {
    @Override
    Object read(Object value) {
      return FieldValues.textOf(null, value);
    }
  },
  /** The whole value; letter case does not count. */
  CASELESS(FieldType.STRING, Analyzers.KEYWORD_LOWERCASE) {
    @Override
    Object read(Object value) {
      return FieldValues.textOf(null, value);
    }
  },
  /** The exact value, searched for a place that fits a regular expression in Perl's notation. */
  REGEX(FieldType.STRING, Analyzers.KEYWORD) {
    @Override
    Object read(Object value) {
      return FieldValues.textOf(null, value);
    }
  },
  /** Compared with another field of the document, letter case aside. */
  SAME(FieldType.STRING, Analyzers.KEYWORD_LOWERCASE) {
    @Override
    Object read(Object value) {
      return FieldValues.textOf(null, value);
    }
  },
  /** A number, or a text that is one. */
  NUMBER(FieldType.DOUBLE, Analyzers.KEYWORD) {
    @Override
    @Nullable Object read(Object value) {
      Double number =
          value instanceof Number known
              ? (Double) known.doubleValue()
              : FieldValues.number(value.toString().strip());
      return number == null || !Double.isFinite(number) ? null : number;
    }
  },
  /** An address of the internet, of either version. */
  IP(FieldType.STRING, Analyzers.KEYWORD) {
    @Override
    @Nullable Object read(Object value) {
      return IpAddress.key(value.toString().strip());
    }
  },
  /**
   * A point of the earth: a text with latitude and longitude. Also of two numbers, {@code
   * lat,lon@geo} or those of an object, {@code place.lat} and {@code place.lon} for {@code
   * place@geo}.
   */
  GEO(FieldType.STRING, Analyzers.KEYWORD) {
    @Override
    @Nullable Object read(Object value) {
      double[] point = value instanceof String text ? Places.point(text) : null;
      return point == null ? null : GeoCells.word(point[0], point[1]);
    }
  };

  private final FieldType type;
  private final String analyzer;

  FieldView(FieldType type, String analyzer) {
    this.type = type;
    this.analyzer = analyzer;
  }

  /** The value as this view has it, or null where it has none. */
  abstract @Nullable Object read(Object value);

  /** {@code exact}, as it is written behind the @. */
  String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  static List<String> words() {
    return Arrays.stream(values()).map(FieldView::word).toList();
  }

  /** The view that a name asks for, or null where it is the name of a plain field. */
  static @Nullable FieldView of(String name) {
    int at = name.lastIndexOf('@');
    if (at > 0) {
      for (FieldView view : values()) {
        if (name.endsWith(view.word()) && name.length() - at - 1 == view.word().length()) {
          return view;
        }
      }
    }
    return null;
  }

  /** The field's own name. */
  static String base(String name) {
    return of(name) == null ? name : name.substring(0, name.lastIndexOf('@'));
  }

  /** The fields of a document that a field or view is read from. */
  static List<String> sources(String name) {
    String base = base(name);
    if (of(name) != GEO) {
      return List.of(base);
    }
    List<String> pair = pair(name);
    return base.indexOf(',') > 0 ? pair : List.of(base, pair.getFirst(), pair.getLast());
  }

  /** Of a view of points: the two fields that may hold latitude and longitude. */
  static List<String> pair(String name) {
    String base = base(name);
    int comma = base.indexOf(',');
    return comma > 0
        ? List.of(base.substring(0, comma), base.substring(comma + 1))
        : List.of(base + ".lat", base + ".lon");
  }

  Field field(String name) {
    return new Field(name, type, analyzer);
  }
}
