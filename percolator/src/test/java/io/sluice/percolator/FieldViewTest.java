package io.sluice.percolator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code field@view}: the same field, searched another way than it was declared. */
class FieldViewTest {
  private static final Fields FIELDS =
      Fields.builder()
          .text("title")
          .field("brand", FieldType.STRING)
          .field("price", FieldType.DOUBLE)
          .field("used", FieldType.BOOLEAN)
          .defaultFields("title")
          .open(true)
          .build();

  private final Percolator percolator = new Percolator(FIELDS);

  private boolean fits(String query, Map<String, ?> document) {
    percolator.put("q", query);
    return !percolator.match(Document.of(document)).ids().isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "title@caseless:\"a red bicycle\", title, A Red Bicycle, true",
        "title@caseless:*RED*, title, a redder one, true",
        "title@caseless:red, title, a red bicycle, false",
        "title@exact:*Red*, title, a red one, false",
        "title@exact:*Red*, title, a Red one, true",
        "brand@caseless:acme, brand, ACME, true",
        "brand:acme, brand, ACME, false",
        "Image@caseless:*\\\\cmd.exe, Image, C:\\CMD.EXE, true",
        "Image@exact:*\\\\cmd.exe, Image, C:\\CMD.EXE, false",
        "Image@exact:\"\", Image, ``, true",
        "Image@caseless:*, Image, ``, true",
        "Image@caseless:c\\:\\\\?\\\\x, Image, C:\\d\\X, true",
        "n@number:>5, n, 6.5, true",
        "n@number:>5, n, 5, false",
        "n@number:[* TO 5], n, 5.0, true",
        "n@number:[* TO 5], n, five, false",
        "n@number:\"-1\", n, -1, true",
        "ip@ip:\"10.0.0.0/8\", ip, 10.255.0.1, true",
        "ip@ip:\"10.0.0.0/8\", ip, 11.0.0.1, false",
        "ip@ip:\"172.16.0.0/12\", ip, 172.31.255.255, true",
        "ip@ip:\"172.16.0.0/12\", ip, 172.32.0.0, false",
        "ip@ip:\"fe80::/10\", ip, FEBF::1, true",
        "ip@ip:\"fe80::/10\", ip, fec0::1, false",
        "ip@ip:\"10.1.2.3\", ip, ::ffff:10.1.2.3, true",
        "ip@ip:\"::1\", ip, 0:0:0:0:0:0:0:1, true",
        "ip@ip:[10.0.0.1 TO 10.0.0.9], ip, 10.0.0.5, true",
        "ip@ip:[10.0.0.1 TO 10.0.0.9], ip, 10.0.0.10, false",
        "ip@ip:*, ip, localhost, false",
        "ip@ip:*, ip, ::, true",
        "c@regex:/^NET\\s+user\\b/, c, NET  user x, true",
        "c@regex:/^NET\\s+user\\b/, c, net user x, false",
        "c@regex:/(?i)a\\/b/, c, xA/Bx, true",
        "`c@regex:/a.{1,64}b.{1,64}c$/`, c, ab-a--b--cc, true",
        "`c@regex:/a.{1,64}b.{1,64}c$/`, c, a-b--cd, false",
        "`c@regex:/a.{3,64}b.{1,64}c$/`, c, aaabbcc, true",
        "`c@regex:/a.{3,64}b.{1,64}c$/`, c, aabbcc, false",
        "_all@caseless:*NEEDLE*, hay, a needle, true",
        "_all@exact:*NEEDLE*, hay, a needle, false",
        "_all@caseless:*needle*, _note, a needle, false",
      })
  void finds(String query, String field, String value, boolean found) {
    assertThat(fits(query, Map.of(field, value))).isEqualTo(found);
  }

  @Test
  void two_fields_are_compared_with_each_other() {
    assertThat(fits("a@same:b", Map.of("a", "One", "b", "ONE"))).isTrue();
    assertThat(fits("a@same:b", Map.of("a", "One", "b", "Two"))).isFalse();
    assertThat(fits("a@same:b", Map.of("a", "One"))).isFalse();
    assertThat(fits("a@same:\"b c\"", Map.of("a", "One", "b c", "one"))).isTrue();
    assertThat(fits("brand@same:title", Map.of("brand", "A b", "title", "a B"))).isTrue();
    assertThat(fits("+a@same:b -c@same:d", Map.of("a", List.of(1, 2), "b", 2, "c", 1, "d", 2)))
        .isTrue();
  }

  @Test
  void a_number_and_a_truth_are_read_as_they_are_written() {
    assertThat(fits("price@caseless:4", Map.of("price", 4.0))).isTrue();
    assertThat(fits("EventID@caseless:4688", Map.of("EventID", 4688))).isTrue();
    assertThat(fits("used@caseless:TRUE", Map.of("used", true))).isTrue();
  }

  @Test
  void any_of_several_values_will_do() {
    Map<String, ?> document = Map.of("tags", List.of("One", "Two"), "n", List.of(1, "x", 7));
    assertThat(fits("+tags@caseless:one +tags@caseless:two", document)).isTrue();
    assertThat(fits("+n@number:>6", document)).isTrue();
    assertThat(fits("+_all@caseless:tw? -_all@caseless:three", document)).isTrue();
  }

  @Test
  void the_declared_way_stays_beside_the_views() {
    Map<String, ?> document = Map.of("title", "A Red Bicycle", "price", 10);
    assertThat(fits("+title:red +title@exact:A* +price:[5 TO 15] +price@exact:10", document))
        .isTrue();
  }

  @Test
  void a_value_that_is_no_number_has_no_number_and_is_no_error() {
    assertThat(fits("-price@number:>1 +price@exact:cheap", Map.of("price", "cheap"))).isTrue();
  }

  /** By the square of the number of digits this would take minutes. */
  @Test
  void a_number_of_millions_of_digits_is_read_as_fast_as_any_text() {
    String digits = "3".repeat(2_000_000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          assertThat(fits("n@number:[0.3 TO 0.4]", Map.of("n", "0." + digits))).isTrue();
          assertThat(fits("n@number:>0", Map.of("n", digits))).isFalse(); // beyond all doubles
          var words = new Percolator(Fields.builder().field("n", FieldType.LONG).build());
          words.put("q", "n:>0");
          assertThatThrownBy(() -> words.match(Document.of(Map.of("n", digits))))
              .isInstanceOf(DocumentException.class);
        });
  }

  @Test
  void a_text_that_is_a_number_is_one_as_people_write_it() {
    for (String seven : List.of("7", "+7.0", " 7 ", "7.", "0.7e1", "70E-1")) {
      assertThat(fits("n@number:7", Map.of("n", seven))).as(seven).isTrue();
    }
    for (String none : List.of("7d", "0x7", "NaN", "Infinity", "1e999", "7 7", ".", "")) {
      assertThat(fits("n@number:[* TO *]", Map.of("n", none))).as(none).isFalse();
    }
  }

  @Test
  void a_name_with_an_at_sign_that_names_no_view_is_a_field() {
    assertThat(fits("user@host:x", Map.of("user@host", "X"))).isTrue();
  }

  @Test
  void a_condition_learns_which_fields_it_needs() {
    assertThat(new Search(FIELDS, "a@exact:1 _all@caseless:x").reads())
        .containsExactlyInAnyOrder("a", Search.ALL_FIELDS);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "Image@casless:x | There is no field \"Image@casless\". | Did you mean Image@caseless?",
        "ip@ip:x | \"x\" is no address of the internet. | Write an address or a block, for example \"10.0.0.0/8\".",
        "ip@ip:10.1.* | An address has no pattern. | Write a block, for example \"10.1.0.0/16\".",
        "ip@ip:10.1* | An address has no pattern. | Write a block, for example \"10.1.0.0/16\".",
        "ip@ip:/10.*/ | An address has no pattern. | Write a block, for example \"10.1.0.0/16\".",
        "ip@ip:[9.9.9.9 TO 1.1.1.1] | The range is empty: 9.9.9.9 is above 1.1.1.1. | The lower end comes first; all of IPv4 lies above ::1 and below 2000::.",
        "place@geo:52* | A place has no pattern. | Write a distance from it, for example \"52.5,13.4,10km\".",
        "ip@ip:\"10.0.0.0/33\" | \"10.0.0.0/33\" is no address of the internet. | Write an address or a block, for example \"10.0.0.0/8\".",
        "c@regex:abc | c@regex is searched by a regular expression. | Write it between slashes: c@regex:/ab+c/.",
        "c@regex:/a(?=b)/ | Look-around ((?=) is not supported. | ",
        "g@geo:\"10,170 10,-170 20,-170\" | A side of this polygon reaches more than half around the earth: does it cross 180 degrees? | Write one polygon on each side of 180 degrees, joined by OR; or a corner between, where the long way is meant.",
        "#n:(x)^-1 | A number must follow ^. | For example: word^2.",
        "a #n:(x)^y b | A number must follow ^. | For example: word^2.",
        "a@same:* | a@same is compared with another field. | Write the other's name: a@same:other.",
        "n@number:x | n@number is a number (DOUBLE), but \"x\" is not one. | ",
      })
  void is_refused(String query, String message, String hint) {
    QuerySyntaxException e =
        catchThrowableOfType(QuerySyntaxException.class, () -> percolator.put("q", query));
    assertThat(e).hasMessage(message);
    assertThat(e.hint()).isEqualTo(hint);
  }
}
