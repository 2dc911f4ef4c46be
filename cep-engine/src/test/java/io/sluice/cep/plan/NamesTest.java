package io.sluice.cep.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void names_are_found_letter_case_aside_and_exactly_first() {
    Names<Integer> names = Names.of(Map.of("Orders", 1)).with("orders", 2).with("Ünder", 3);
    assertThat(names.find("orders")).isEqualTo(2);
    assertThat(names.find("ORDERS")).isEqualTo(1);
    assertThat(names.find("üNDER")).isEqualTo(3);
    assertThat(names.get("ORDERS")).isNull();
    assertThat(names.without("Orders").find("ORDERS")).isEqualTo(2);
    assertThat(names.find("order")).isNull();
  }

  /** Short names of few characters, so that many share a hash up to a few bits, or all of it. */
  @Test
  void it_is_a_map_in_the_order_of_arrival_and_older_ones_stay() {
    long seed = Long.getLong("seed", 1);
    var random = new Random(seed);
    var judge = new LinkedHashMap<String, Integer>();
    Names<Integer> names = Names.of(judge);
    for (int i = 0; i < 3000; i++) {
      Names<Integer> before = names;
      var then = new LinkedHashMap<>(judge);
      String name = Integer.toString(random.nextInt(700), 36 - random.nextInt(2));
      name = random.nextBoolean() ? name : name.toUpperCase(java.util.Locale.ROOT);
      if (random.nextInt(3) > 0) {
        judge.put(name, i);
        names = names.with(name, i);
      } else {
        judge.remove(name);
        names = names.without(name);
      }
      if (i % 50 == 0) {
        assertThat(new ArrayList<>(names.entrySet()))
            .as("seed %d, step %d", seed, i)
            .isEqualTo(new ArrayList<>(judge.entrySet()));
        assertThat(before).as("seed %d, step %d: before", seed, i).isEqualTo(then);
      }
      assertThat(names.get(name)).isEqualTo(judge.get(name));
      assertThat(names).hasSize(judge.size());
    }
  }
}
