package io.sluice.percolator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.document.InetAddressPoint;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.geo.Polygon;
import org.apache.lucene.index.memory.MemoryIndex;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.junit.jupiter.api.Test;

/** Points of the earth and addresses, beside Lucene's LatLonPoint and InetAddressPoint. */
class PlacesTest {
  private static final int ROUNDS = 40 * Integer.getInteger("times", 1);
  private static final Fields OPEN = Fields.builder().open(true).build();

  private final Percolator percolator = new Percolator(OPEN);

  private List<String> match(Map<String, Object> document) {
    return percolator.match(Document.of(document)).ids();
  }

  private static boolean lucene(MemoryIndex index, Query query) {
    try {
      return index.createSearcher().count(query) > 0;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  // ------------------------------------------------------------------ places

  @Test
  void points_are_found_by_distance_box_and_polygon() {
    percolator.put("near", "place@geo:\"52.52,13.40,10km\"");
    percolator.put("box", "place@geo:[52,13 TO 53,14]");
    percolator.put("area", "place@geo:\"52,13 53,13 53,14 52,14\"");
    percolator.put("far", "place@geo:\"48.14,11.58,10km\" OR oil:gas");
    assertThat(match(Map.of("place", "52.5,13.45"))).containsExactly("area", "box", "near");
    assertThat(match(Map.of("place", "52.9,13.9"))).containsExactly("area", "box");
    assertThat(match(Map.of("place", List.of("0,0", "48.1, 11.6")))).containsExactly("far");
    assertThat(match(Map.of("place", "52.5"))).isEmpty();
    assertThat(match(Map.of("place", "95,13.4"))).isEmpty();
  }

  @Test
  void two_fields_may_hold_a_point() {
    Fields fields =
        Fields.builder().field("lat", FieldType.DOUBLE).field("lon", FieldType.DOUBLE).build();
    Percolator pairs = new Percolator(fields);
    pairs.put("near", "lat,lon@geo:\"52.52,13.40,10km\"");
    Document here = Document.of(Map.of("lat", 52.5, "lon", 13.45));
    assertThat(pairs.match(here).ids()).containsExactly("near");
    assertThat(pairs.match(Document.of(Map.of("lat", 52.5))).ids()).isEmpty();
    percolator.put("object", "at@geo:[52,13 TO 53,14] AND at@geo:*");
    assertThat(match(Map.of("at.lat", 52.5, "at.lon", "13.5"))).containsExactly("object");
    assertThat(match(Map.of("at.lat", List.of(1, 52.5), "at.lon", List.of(13.5, 13.5))))
        .containsExactly("object");
  }

  @Test
  void what_is_no_place_is_said() {
    for (String wrong :
        List.of(
            "\"52.5,13.4\"",
            "\"52.5,13.4,10\"",
            "\"95,13,1km\"",
            "\"1,1 2,2\"",
            "[5,1 TO 4,2]",
            "{1,1 TO 2,2}",
            "[* TO 2,2]")) {
      assertThatThrownBy(() -> percolator.parse("place@geo:" + wrong))
          .as(wrong)
          .isInstanceOf(QuerySyntaxException.class)
          .hasMessageContaining("no part of the earth");
    }
  }

  @Test
  void far_points_are_no_candidates_and_all_is_there_after_a_restart() throws IOException {
    percolator.put("near", "place@geo:\"52.52,13.40,10km\"");
    percolator.put("box", "place@geo:[-10,170 TO 10,-170]");
    percolator.put("area", "place@geo:\"52,13 53,13 53,14 52,14\"");
    percolator.put("lines", LatLonPoint.newPolygonQuery("other@geo", triangle(1, 1)));
    MatchResult far = percolator.match(Document.of(Map.of("place", "40,-100")));
    assertThat(far.work().candidates()).isZero();
    assertThat(percolator.stats().alwaysReasons()).isEmpty();
    var out = new ByteArrayOutputStream();
    percolator.save(out);
    Restored back = Percolator.restore(OPEN, new ByteArrayInputStream(out.toByteArray()));
    assertThat(back.compiled()).isZero(); // nothing was compiled
    assertThat(back.percolator().match(Document.of(Map.of("place", "52.5,13.45"))).ids())
        .containsExactly("area", "near");
    assertThat(back.percolator().match(Document.of(Map.of("place", "0,-179"))).ids())
        .containsExactly("box");
    assertThat(String.valueOf(percolator.explain("near", Document.of(Map.of("place", "52,13")))))
        .contains("false  place@geo:\"52.52,13.4,10000.0m\"");
  }

  @Test
  void lucene_finds_the_same_points() {
    long seed = Long.getLong("seed", 1);
    int found = 0;
    for (int round = 0; round < ROUNDS; round++, seed++) {
      var random = new Random(seed);
      Percolator own = new Percolator(OPEN);
      List<Query> queries = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        Query query = place(random);
        queries.add(query);
        own.put(String.valueOf(i), query);
      }
      for (int i = 0; i < 10; i++) {
        double lat = latitude(random);
        double lon = longitude(random);
        var index = new MemoryIndex();
        index.addField(new LatLonPoint("p@geo", lat, lon), new KeywordAnalyzer());
        List<String> ids = own.match(Document.of(Map.of("p.lat", lat, "p.lon", lon))).ids();
        for (int q = 0; q < queries.size(); q++) {
          assertThat(ids.contains(String.valueOf(q)))
              .as("-Dseed=%d: %s on %s,%s", seed, queries.get(q), lat, lon)
              .isEqualTo(lucene(index, queries.get(q)));
        }
        found += ids.size();
      }
    }
    assertThat(found).isGreaterThan(2 * ROUNDS);
  }

  /** Lucene's queries, and ours from their text. */
  private Query place(Random random) {
    double lat = latitude(random);
    double lon = longitude(random);
    double north = Math.min(90, lat + random.nextInt(4));
    double east = lon + random.nextInt(4) > 180 ? lon + 3 - 360 : lon + random.nextInt(4);
    return switch (random.nextInt(7)) {
      case 0 -> LatLonPoint.newDistanceQuery("p@geo", lat, lon, random.nextInt(400_000));
      case 1 -> LatLonPoint.newBoxQuery("p@geo", lat, north, lon, Math.clamp(east, -180, 180));
      case 2 -> LatLonPoint.newPolygonQuery("p@geo", triangle(lat, lon));
      case 3 -> percolator.parse("p@geo:\"%s,%s,%dkm\"".formatted(lat, lon, random.nextInt(400)));
      case 4 -> {
        String corners = "[%s,%s TO %s,%s]".formatted(lat, lon, north, Math.clamp(east, -180, 180));
        yield lat == 90 || lon == 180
            ? percolator.parse("p@geo:[1,1 TO 2,2]")
            : percolator.parse("p@geo:" + corners);
      }
      case 5 ->
          new BooleanQuery.Builder()
              .add(LatLonPoint.newBoxQuery("p@geo", -90, 90, -180, 180), Occur.MUST)
              .add(LatLonPoint.newDistanceQuery("p@geo", lat, lon, 100_000), Occur.MUST_NOT)
              .build();
      default -> {
        Polygon area = triangle(lat, lon);
        yield percolator.parse("p@geo:" + new Place.Area(area).words());
      }
    };
  }

  private static Polygon triangle(double lat, double lon) {
    double low = Math.min(lat, 86);
    double west = Math.min(lon, 176);
    return new Polygon(
        new double[] {low, low + 4, low, low}, new double[] {west, west, west + 4, west});
  }

  /** Around a few corners, so that borders are met. */
  private static double latitude(Random random) {
    int at = random.nextInt(8);
    return at == 0
        ? 90 * (random.nextInt(3) - 1)
        : at < 5 ? random.nextInt(8) : random.nextDouble() * 8 - 2;
  }

  private static double longitude(Random random) {
    int at = random.nextInt(8);
    return at == 0
        ? 180 * (random.nextInt(3) - 1)
        : at == 1
            ? 179 + random.nextDouble()
            : at < 5 ? random.nextInt(8) : random.nextDouble() * 8 - 2;
  }

  // ------------------------------------------------------------------ addresses

  @Test
  void lucene_finds_the_same_addresses() throws IOException {
    long seed = Long.getLong("seed", 1);
    int found = 0;
    for (int round = 0; round < ROUNDS; round++, seed++) {
      var random = new Random(seed);
      Percolator own = new Percolator(OPEN);
      List<Query> queries = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        Query query = addresses(random);
        queries.add(query);
        own.put(String.valueOf(i), query);
      }
      for (int i = 0; i < 10; i++) {
        InetAddress address = address(random);
        var index = new MemoryIndex();
        index.addField(new InetAddressPoint("src", address), new KeywordAnalyzer());
        List<String> ids = own.match(Document.of(Map.of("src", address.getHostAddress()))).ids();
        for (int q = 0; q < queries.size(); q++) {
          assertThat(ids.contains(String.valueOf(q)))
              .as("-Dseed=%d: %s on %s", seed, queries.get(q), address)
              .isEqualTo(lucene(index, queries.get(q)));
        }
        found += ids.size();
      }
    }
    assertThat(found).isGreaterThan(2 * ROUNDS);
  }

  private static Query addresses(Random random) throws IOException {
    InetAddress one = address(random);
    return switch (random.nextInt(3)) {
      case 0 -> InetAddressPoint.newExactQuery("src", one);
      case 1 ->
          InetAddressPoint.newPrefixQuery(
              "src", one, random.nextInt(8 * one.getAddress().length + 1));
      default -> {
        InetAddress other = address(random);
        boolean inOrder =
            java.util.Arrays.compareUnsigned(
                    InetAddressPoint.encode(one), InetAddressPoint.encode(other))
                <= 0;
        yield InetAddressPoint.newRangeQuery("src", inOrder ? one : other, inOrder ? other : one);
      }
    };
  }

  private static InetAddress address(Random random) throws IOException {
    byte[] bytes = new byte[random.nextInt(3) == 0 ? 16 : 4];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : random.nextInt(2));
    }
    return InetAddress.getByAddress(bytes);
  }
}
