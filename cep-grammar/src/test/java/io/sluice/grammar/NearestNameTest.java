package io.sluice.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  @Test
  void one_or_two_slips_are_forgiven() {
    List<String> columns = List.of("symbol", "price", "volume", "ts");
    assertThat(NearestName.to("prise", columns)).contains("price");
    assertThat(NearestName.to("PRCIE", columns)).contains("price");
    assertThat(NearestName.to("volum", columns)).contains("volume");
    assertThat(NearestName.to("amount", columns)).isEmpty();
  }

  @Test
  void short_words_are_not_each_other() {
    assertThat(NearestName.to("A", List.of("B", "AS"))).isEmpty();
    assertThat(NearestName.to("now", List.of("POW"))).isEmpty();
    assertThat(NearestName.to("at", List.of("ts", "card"))).isEmpty();
  }

  @Test
  void a_short_name_may_have_a_slip_behind_its_first_letter() {
    assertThat(NearestName.to("tz", List.of("card", "ts"))).contains("ts");
    assertThat(NearestName.to("crad", List.of("ok", "card"))).contains("card");
  }

  @Test
  void words_of_the_language_are_guessed_with_more_care() {
    assertThat(NearestName.word("in", List.of("IF", "IS"))).isEmpty();
    assertThat(NearestName.word("FROM", List.of("ROW"))).isEmpty();
    assertThat(NearestName.word("FORM", List.of("FROM"))).contains("FROM");
  }

  @Test
  void long_words_may_differ_in_a_third() {
    assertThat(NearestName.to("customer_adress_lin", List.of("customer_address_line_1")))
        .contains("customer_address_line_1");
  }

  @Test
  void the_first_of_equals_is_taken_and_the_nearer_before_it() {
    assertThat(NearestName.to("price1", List.of("price2", "price3"))).contains("price2");
    assertThat(NearestName.to("price1", List.of("prixe1x", "price3"))).contains("price3");
  }

  @Test
  void a_swap_of_neighbours_is_one_slip() {
    assertThat(NearestName.distance("abcd", "abdc", 9)).isEqualTo(1);
    assertThat(NearestName.distance("", "abc", 9)).isEqualTo(3);
    assertThat(NearestName.distance("kitten", "sitting", 9)).isEqualTo(3);
    assertThat(NearestName.distance("kitten", "sitting", 2)).isEqualTo(2);
  }
}
