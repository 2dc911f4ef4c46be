package io.sluice.percolator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.geo.GeoEncodingUtils;
import org.apache.lucene.util.BitUtil;
import org.jspecify.annotations.Nullable;

/**
 * Points of the earth as words: 16 hexadecimal digits, in which latitude and longitude take turns
 * bit by bit (Morton's order). What begins alike lies in one cell, and each further digit cuts a
 * cell into sixteen. So a part of the earth lies in the cells of a few prefixes, and prefixes are
 * what the pattern index finds at once.
 */
final class GeoCells {
  private static final int DIGITS = 16;

  /** A part is covered by at most so many cells for each of its bounds. */
  private static final int MAX_CELLS = 9;

  private GeoCells() {}

  static String word(double latitude, double longitude) {
    return word(
        GeoEncodingUtils.encodeLatitude(latitude), GeoEncodingUtils.encodeLongitude(longitude));
  }

  private static String word(int latitude, int longitude) {
    // With the sign bit turned the least number comes first.
    long bits = BitUtil.interleave(longitude ^ Integer.MIN_VALUE, latitude ^ Integer.MIN_VALUE);
    return String.format(java.util.Locale.ROOT, "%016x", bits);
  }

  /** Whether the point of a word lies in a part. */
  static boolean holds(Place place, byte[] bytes, int from, int length) {
    long bits = bits(bytes, from, length);
    return place.holds(latitude(bits), longitude(bits));
  }

  /** The point of a word as Lucene indexes it. */
  static LatLonPoint point(String field, byte[] bytes, int from, int length) {
    long bits = bits(bytes, from, length);
    return new LatLonPoint(
        field,
        GeoEncodingUtils.decodeLatitude(latitude(bits)),
        GeoEncodingUtils.decodeLongitude(longitude(bits)));
  }

  private static long bits(byte[] bytes, int from, int length) {
    return Long.parseUnsignedLong(new String(bytes, from, length, StandardCharsets.US_ASCII), 16);
  }

  private static int latitude(long bits) {
    return (int) BitUtil.deinterleave(bits >>> 1) ^ Integer.MIN_VALUE;
  }

  private static int longitude(long bits) {
    return (int) BitUtil.deinterleave(bits) ^ Integer.MIN_VALUE;
  }

  /** Prefixes of all words of points that lie in a part; null where that would be all points. */
  static @Nullable List<String> cover(Place place) {
    var prefixes = new TreeSet<String>();
    for (Place.Bounds bounds : place.bounds()) {
      int digits = 0;
      while (digits < DIGITS && count(bounds, digits + 1) <= MAX_CELLS) {
        digits++;
      }
      if (digits == 0) {
        return null;
      }
      int shift = Integer.SIZE - 2 * digits;
      long size = 1L << shift;
      for (long lat = (long) bounds.south() >> shift << shift; lat <= bounds.north(); lat += size) {
        for (long lon = (long) bounds.west() >> shift << shift; lon <= bounds.east(); lon += size) {
          prefixes.add(word((int) lat, (int) lon).substring(0, digits));
        }
      }
    }
    return new ArrayList<>(prefixes);
  }

  private static long count(Place.Bounds bounds, int digits) {
    int shift = Integer.SIZE - 2 * digits;
    long high = ((long) bounds.north() >> shift) - ((long) bounds.south() >> shift) + 1;
    long wide = ((long) bounds.east() >> shift) - ((long) bounds.west() >> shift) + 1;
    return high * wide;
  }
}
