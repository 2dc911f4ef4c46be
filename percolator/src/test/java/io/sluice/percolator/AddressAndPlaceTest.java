package io.sluice.percolator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.InetAddressPoint;
import org.junit.jupiter.api.Test;

/** Addresses and places at their edges. */
class AddressAndPlaceTest {
  private final Percolator percolator =
      new Percolator(
          Fields.builder()
              .text("t")
              .field("src", FieldType.STRING)
              .field("lat", FieldType.DOUBLE)
              .field("lon", FieldType.DOUBLE)
              .build());

  private List<String> found(Map<String, Object> document) {
    return percolator.match(Document.of(document), MatchOptions.ALL).ids();
  }

  @Test
  void the_block_of_all_addresses_holds_addresses_only() {
    percolator.put("all", "src@ip:\"::/0\"");
    assertThat(found(Map.of("t", "oil"))).isEmpty();
    assertThat(found(Map.of("src", "nonsense"))).isEmpty();
    assertThat(found(Map.of("src", "10.1.2.3"))).containsExactly("all");
    assertThat(found(Map.of("src", "2001:db8::1"))).containsExactly("all");
  }

  @Test
  void a_set_of_addresses_of_lucene_is_any_of_them() throws UnknownHostException {
    percolator.put(
        "set",
        InetAddressPoint.newSetQuery(
            "src", InetAddress.getByName("10.0.0.1"), InetAddress.getByName("::1")));
    assertThat(found(Map.of("src", "10.0.0.1"))).containsExactly("set");
    assertThat(found(Map.of("src", "0:0:0:0:0:0:0:1"))).containsExactly("set");
    assertThat(found(Map.of("src", "10.0.0.2"))).isEmpty();
  }

  @Test
  void a_coordinate_that_is_null_makes_no_point_with_its_partner() {
    percolator.put("near", "lat,lon@geo:\"52.52,13.40,10km\"");
    assertThat(found(Map.of("lat", Arrays.asList(52.52, null), "lon", Arrays.asList(13.4, null))))
        .containsExactly("near");
    assertThat(found(Map.of("lat", Arrays.asList(null, 52.52), "lon", Arrays.asList(13.4, 100))))
        .isEmpty();
  }

  @Test
  void both_columns_of_a_place_must_be_there() {
    assertThatThrownBy(() -> percolator.put("q", "lat,lng@geo:\"52.52,13.40,10km\""))
        .isInstanceOf(QuerySyntaxException.class)
        .hasMessageContaining("lat,lng@geo");
  }
}
