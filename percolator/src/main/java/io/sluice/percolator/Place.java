package io.sluice.percolator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.geo.Component2D;
import org.apache.lucene.geo.GeoEncodingUtils;
import org.apache.lucene.geo.GeoUtils;
import org.apache.lucene.geo.LatLonGeometry;
import org.apache.lucene.geo.Polygon;
import org.apache.lucene.geo.Rectangle;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.SloppyMath;

/**
 * A part of the earth. Points are as Lucene's {@link LatLonPoint} keeps them, whole numbers of 32
 * bits in both directions, and what lies in a part is decided as Lucene decides it for a point.
 */
sealed interface Place {
  /** Whether a point lies in it; both as Lucene encodes them. */
  boolean holds(int latitude, int longitude);

  /** Lucene's query for it. */
  Query query(String field);

  /** All of it lies in these; two of them where it reaches over 180 degrees. */
  List<Bounds> bounds();

  /** As it is written in a query, without the field. */
  String words();

  /** Encoded, ends included. */
  record Bounds(int south, int north, int west, int east) {
    static List<Bounds> of(double south, double north, double west, double east) {
      int low = GeoEncodingUtils.encodeLatitude(south);
      int high = GeoEncodingUtils.encodeLatitude(north);
      int from = GeoEncodingUtils.encodeLongitude(west);
      int to = GeoEncodingUtils.encodeLongitude(east);
      return from <= to
          ? List.of(wide(low, high, from, to))
          : List.of(
              wide(low, high, from, Integer.MAX_VALUE), wide(low, high, Integer.MIN_VALUE, to));
    }

    /** What is computed may be off by the last bit. */
    private static Bounds wide(int south, int north, int west, int east) {
      return new Bounds(less(south), more(north), less(west), more(east));
    }

    private static int less(int at) {
      return (int) Math.max(Integer.MIN_VALUE, at - 2L);
    }

    private static int more(int at) {
      return (int) Math.min(Integer.MAX_VALUE, at + 2L);
    }
  }

  /** All points that are so near, in meters. */
  record Circle(double latitude, double longitude, double meters) implements Place {
    @Override
    public boolean holds(int lat, int lon) {
      double key =
          SloppyMath.haversinSortKey(
              GeoEncodingUtils.decodeLatitude(lat),
              GeoEncodingUtils.decodeLongitude(lon),
              latitude,
              longitude);
      return key <= GeoUtils.distanceQuerySortKey(meters);
    }

    @Override
    public Query query(String field) {
      return LatLonPoint.newDistanceQuery(field, latitude, longitude, meters);
    }

    @Override
    public List<Bounds> bounds() {
      Rectangle box = Rectangle.fromPointDistance(latitude, longitude, meters);
      return Bounds.of(box.minLat, box.maxLat, box.minLon, box.maxLon);
    }

    @Override
    public String words() {
      return "\"%s,%s,%sm\"".formatted(latitude, longitude, meters);
    }
  }

  /**
   * From a corner in the south-west to one in the north-east, as they are encoded.
   *
   * @param over it reaches over 180 degrees, from west on and up to east
   */
  record Box(Bounds corners, boolean over) implements Place {
    @Override
    public boolean holds(int lat, int lon) {
      boolean high = lat >= corners.south() && lat <= corners.north();
      boolean behind = lon >= corners.west();
      boolean before = lon <= corners.east();
      return high && (over ? behind || before : behind && before);
    }

    /** Corners between two points that can be encoded leave nothing. */
    private boolean isEmpty() {
      return corners.south() > corners.north() || (!over && corners.west() > corners.east());
    }

    @Override
    public Query query(String field) {
      return isEmpty()
          ? new MatchNoDocsQuery("an empty box")
          : LatLonPoint.newBoxQuery(
              field,
              GeoEncodingUtils.decodeLatitude(corners.south()),
              GeoEncodingUtils.decodeLatitude(corners.north()),
              GeoEncodingUtils.decodeLongitude(corners.west()),
              GeoEncodingUtils.decodeLongitude(corners.east()));
    }

    @Override
    public List<Bounds> bounds() {
      if (isEmpty()) {
        return List.of();
      }
      return over
          ? List.of(
              new Bounds(corners.south(), corners.north(), corners.west(), Integer.MAX_VALUE),
              new Bounds(corners.south(), corners.north(), Integer.MIN_VALUE, corners.east()))
          : List.of(corners);
    }

    @Override
    public String words() {
      return String.format(
          Locale.ROOT,
          "[%s,%s TO %s,%s]",
          GeoEncodingUtils.decodeLatitude(corners.south()),
          GeoEncodingUtils.decodeLongitude(corners.west()),
          GeoEncodingUtils.decodeLatitude(corners.north()),
          GeoEncodingUtils.decodeLongitude(corners.east()));
    }
  }

  /** A polygon that does not cross 180 degrees, its border included as far as Lucene does. */
  final class Area implements Place {
    private final Polygon polygon;
    private final Component2D lines;

    Area(Polygon polygon) {
      this.polygon = polygon;
      this.lines = LatLonGeometry.create(polygon);
    }

    Polygon polygon() {
      return polygon;
    }

    @Override
    public boolean holds(int lat, int lon) {
      return lines.contains(
          GeoEncodingUtils.decodeLongitude(lon), GeoEncodingUtils.decodeLatitude(lat));
    }

    @Override
    public Query query(String field) {
      return LatLonPoint.newPolygonQuery(field, polygon);
    }

    @Override
    public List<Bounds> bounds() {
      return Bounds.of(polygon.minLat, polygon.maxLat, polygon.minLon, polygon.maxLon);
    }

    @Override
    public String words() {
      var corners = new ArrayList<String>();
      for (int i = 0; i < polygon.numPoints(); i++) {
        corners.add(polygon.getPolyLat(i) + "," + polygon.getPolyLon(i));
      }
      return "\"" + String.join(" ", corners) + "\"";
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Area that && polygon.equals(that.polygon);
    }

    @Override
    public int hashCode() {
      return polygon.hashCode();
    }
  }
}
