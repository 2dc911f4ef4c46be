package io.sluice.percolator.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.Operations;
import org.apache.lucene.util.automaton.RegExp;
import org.junit.jupiter.api.Test;

class LazyAutomatonTest {
  private static boolean accepts(LazyAutomaton automaton, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return automaton.accepts(bytes, 0, bytes.length);
  }

  @Test
  void nothing_and_everything() {
    assertThat(accepts(new LazyAutomaton(Automata.makeEmpty()), "")).isFalse();
    assertThat(accepts(new LazyAutomaton(Automata.makeEmpty()), "a")).isFalse();
    assertThat(accepts(new LazyAutomaton(Automata.makeEmptyString()), "")).isTrue();
    assertThat(accepts(new LazyAutomaton(Automata.makeEmptyString()), "a")).isFalse();
    assertThat(accepts(new LazyAutomaton(Automata.makeAnyString()), "a😀é")).isTrue();
  }

  /**
   * Which of the last 17 characters were an a: 2^17 states, more than there is room for, so some
   * values are run without steps.
   */
  @Test
  void more_states_than_there_is_room_for() {
    Automaton many =
        Operations.concatenate(
            java.util.List.of(
                Automata.makeAnyString(),
                new RegExp("a").toAutomaton(),
                Operations.repeat(new RegExp("[ab€]").toAutomaton(), 16, 16)));
    var automaton = new LazyAutomaton(many);
    Random random = new Random(Long.getLong("seed", 1));
    int accepted = 0;
    for (int i = 0; i < 300; i++) {
      String value = word(random, 17 + random.nextInt(600));
      boolean expected = value.charAt(value.length() - 17) == 'a';
      assertThat(accepts(automaton, value)).as(value).isEqualTo(expected);
      accepted += expected ? 1 : 0;
    }
    assertThat(accepted).isBetween(50, 250);
  }

  @Test
  void threads_share_it() {
    var automaton = new LazyAutomaton(new RegExp("[ab€]*a[ab€]{9}").toAutomaton());
    var accepted = new AtomicInteger();
    IntStream.range(0, 4)
        .parallel()
        .forEach(
            thread -> {
              Random random = new Random(thread);
              for (int i = 0; i < 2_000; i++) {
                String value = word(random, 10 + random.nextInt(20));
                boolean expected = value.charAt(value.length() - 10) == 'a';
                assertThat(accepts(automaton, value)).as(value).isEqualTo(expected);
                accepted.addAndGet(expected ? 1 : 0);
              }
            });
    assertThat(accepted.get()).isBetween(1_000, 7_000);
  }

  private static String word(Random random, int length) {
    var word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append("ab€".charAt(random.nextInt(3)));
    }
    return word.toString();
  }
}
