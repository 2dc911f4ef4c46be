package io.sluice.percolator;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.geo.GeoEncodingUtils;
import org.apache.lucene.geo.Polygon;
import org.apache.lucene.search.PointRangeQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.NumericUtils;
import org.jspecify.annotations.Nullable;

/** Parts of the earth as they are written in queries, and as Lucene's own queries say them. */
final class Places {
  private static final String NUMBER = "(-?\\d+(?:\\.\\d+)?(?:[eE]-?\\d+)?)";
  private static final Pattern POINT = Pattern.compile(NUMBER + "\\s*,\\s*" + NUMBER);
  private static final Pattern CIRCLE =
      Pattern.compile(POINT.pattern() + "\\s*,\\s*" + NUMBER + "\\s*(m|km|mi)");
  private static final Pattern LUCENES_CIRCLE =
      Pattern.compile(NUMBER + "," + NUMBER + " \\+/- " + NUMBER + " meters");
  private static final double MILE = 1609.344;

  private Places() {}

  /** A point as {@code 52.5,13.4}, latitude first; null where a text is none. */
  static double @Nullable [] point(String text) {
    Matcher read = POINT.matcher(text.strip());
    return read.matches() ? point(read.group(1), read.group(2)) : null;
  }

  private static double @Nullable [] point(String latitude, String longitude) {
    double lat = Double.parseDouble(latitude);
    double lon = Double.parseDouble(longitude);
    return isOnEarth(lat, lon) ? new double[] {lat, lon} : null;
  }

  static boolean isOnEarth(double latitude, double longitude) {
    return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180; // never for NaN
  }

  /** {@code 52.5,13.4,10km}, or the corners of a polygon; null where a text is neither. */
  static @Nullable Place place(String text) {
    Matcher circle = CIRCLE.matcher(text.strip());
    if (circle.matches()) {
      double[] middle = point(circle.group(1), circle.group(2));
      double radius = Double.parseDouble(circle.group(3));
      double unit =
          switch (circle.group(4)) {
            case "km" -> 1000;
            case "mi" -> MILE;
            default -> 1;
          };
      return middle == null || radius < 0 || Double.isInfinite(radius * unit)
          ? null
          : new Place.Circle(middle[0], middle[1], radius * unit);
    }
    List<double[]> corners = new ArrayList<>();
    for (String corner : text.strip().split("\\s+")) {
      double[] point = point(corner);
      if (point == null) {
        return null;
      }
      corners.add(point);
    }
    return polygon(corners);
  }

  /** Whether some side of a polygon is longer than half around the earth, as it is written. */
  static boolean goesAround(String text) {
    String[] corners = text.strip().split("\\s+");
    double[] before = point(corners[corners.length - 1]);
    boolean around = false;
    for (String corner : corners) {
      double[] at = point(corner);
      if (at == null || before == null) {
        return false;
      }
      around |= Math.abs(at[1] - before[1]) > 180;
      before = at;
    }
    return around && corners.length > 2;
  }

  private static @Nullable Place polygon(List<double[]> corners) {
    double[] first = corners.getFirst();
    double[] last = corners.getLast();
    if (first[0] != last[0] || first[1] != last[1]) {
      corners.add(first);
    }
    if (corners.size() < 4) {
      return null;
    }
    try {
      return new Place.Area(
          new Polygon(
              corners.stream().mapToDouble(c -> c[0]).toArray(),
              corners.stream().mapToDouble(c -> c[1]).toArray()));
    } catch (IllegalArgumentException crossed) {
      return null;
    }
  }

  /** From the south-west to the north-east; null where one is no point, or north is south. */
  static @Nullable Place box(@Nullable String southWest, @Nullable String northEast) {
    double[] low = southWest == null ? null : point(southWest);
    double[] high = northEast == null ? null : point(northEast);
    if (low == null || high == null || low[0] > high[0] || low[0] == 90) {
      return null;
    }
    // 180 is -180 there where a box begins.
    double west = low[1] == 180 && high[1] < 180 ? -180 : low[1];
    if (west == 180) {
      return null;
    }
    return new Place.Box(
        new Place.Bounds(
            GeoEncodingUtils.encodeLatitudeCeil(low[0]),
            GeoEncodingUtils.encodeLatitude(high[0]),
            GeoEncodingUtils.encodeLongitudeCeil(west),
            GeoEncodingUtils.encodeLongitude(high[1])),
        west > high[1]);
  }

  /** A box that came as Lucene's query. */
  static Place box(PointRangeQuery range) {
    byte[] low = range.getLowerPoint();
    byte[] high = range.getUpperPoint();
    return new Place.Box(
        new Place.Bounds(
            NumericUtils.sortableBytesToInt(low, 0),
            NumericUtils.sortableBytesToInt(high, 0),
            NumericUtils.sortableBytesToInt(low, Integer.BYTES),
            NumericUtils.sortableBytesToInt(high, Integer.BYTES)),
        false);
  }

  /** The field where Lucene's own query looks for points of the earth; null for other queries. */
  static @Nullable String fieldOfPoints(Query query) {
    return query.getClass().getSimpleName().equals("LatLonPointQuery")
        ? String.join("", Demand.namesIn(query))
        : null;
  }

  /** A circle that came as Lucene's query, which tells of itself by its text alone; or null. */
  static @Nullable PlaceQuery circle(Query query) {
    if (!query.getClass().getSimpleName().equals("LatLonPointDistanceQuery")) {
      return null;
    }
    String field = String.join("", Demand.namesIn(query));
    Matcher circle = LUCENES_CIRCLE.matcher(query.toString(field));
    return circle.matches()
        ? new PlaceQuery(
            field,
            new Place.Circle(
                Double.parseDouble(circle.group(1)),
                Double.parseDouble(circle.group(2)),
                Double.parseDouble(circle.group(3))))
        : null;
  }
}
