package io.sluice.percolator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchTest {
  private static final Fields FIELDS =
      Fields.builder()
          .text("title")
          .text("body", "english")
          .field("price", FieldType.DOUBLE)
          .defaultFields("title")
          .build();

  private static Document of(String title) {
    return Document.of(Map.of("title", title, "price", 12.5));
  }

  @Test
  void a_document_fits_or_does_not() {
    var search = new Search(FIELDS, "\"profit warning\"~3 AND price:[10 TO *]");
    assertThat(search.matches(of("Rhenania issues warning on profit"))).isTrue();
    assertThat(search.matches(of("a profit"))).isFalse();
    assertThat(search.reads()).containsExactlyInAnyOrder("title", "price");
  }

  @Test
  void fields_of_what_must_not_be_there_are_read_too() {
    assertThat(new Search(FIELDS, "oil -body:gas").reads())
        .containsExactlyInAnyOrder("title", "body");
  }

  @Test
  void the_score_grows_with_what_fits_and_is_nothing_without() {
    var search = new Search(FIELDS, "crude oil");
    assertThat(search.score(of("gas"))).isZero();
    double one = search.score(of("oil"));
    assertThat(one).isPositive();
    assertThat(search.score(of("crude oil"))).isGreaterThan(one);
  }

  @Test
  void what_is_found_is_marked() {
    assertThat(new Search(FIELDS, "oil OR pri*").highlight("title", "Oil prices: crude oil"))
        .isEqualTo("<b>Oil</b> <b>prices</b>: crude <b>oil</b>");
    assertThat(new Search(FIELDS, "\"crude oil\" oil").highlight("title", "the crude oil"))
        .isEqualTo("the <b>crude oil</b>");
    assertThat(new Search(FIELDS, "body:run").highlight("body", "He was running"))
        .isEqualTo("He was <b>running</b>");
  }

  @Test
  void a_clause_about_another_field_keeps_no_mark_away() {
    assertThat(new Search(FIELDS, "+oil +price:[0 TO 1] -gas").highlight("title", "oil and gas"))
        .isEqualTo("<b>oil</b> and gas");
  }

  @Test
  void a_text_in_which_nothing_is_found_stays_as_it_is() {
    assertThat(new Search(FIELDS, "oil").highlight("title", "gas <b> & 😀"))
        .isEqualTo("gas <b> & 😀");
  }
}
