package io.sluice.cep.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What {@link StatementFuzz} asks of every text, asked of all statements that the project knows and
 * of texts put together from pieces of them.
 */
class StatementFuzzTest {
  private static final int TEXTS = 300 * Integer.getInteger("times", 1);

  @Test
  void every_known_statement_is_answered() {
    Set<String> seeds = StatementSeeds.all();
    assertThat(seeds).hasSizeGreaterThan(500);
    seeds.forEach(text -> check(text, "a statement of the project"));
  }

  @Test
  void pieces_of_statements_are_answered() {
    long seed = Long.getLong("seed", 1);
    List<String> seeds = new ArrayList<>(StatementSeeds.all());
    for (long end = seed + TEXTS; seed < end; seed++) {
      var random = new Random(seed);
      var text = new StringBuilder();
      for (int i = 0, n = 2 + random.nextInt(3); i < n; i++) {
        String from = seeds.get(random.nextInt(seeds.size()));
        int start = random.nextInt(from.length() + 1);
        text.append(from, start, Math.min(from.length(), start + random.nextInt(120)));
      }
      check(text.toString(), "-Dseed=" + seed);
    }
  }

  @Test
  void an_inner_word_would_be_seen() {
    assertThatThrownBy(
            () -> StatementFuzz.checkWords("expected LPAREN here", "SELECT a FROM transactions"))
        .isInstanceOf(AssertionError.class);
    StatementFuzz.checkWords("there is no column 'lparen'", "SELECT lparen FROM t");
  }

  private static void check(String text, String where) {
    try {
      StatementFuzz.check(text);
    } catch (RuntimeException | AssertionError e) {
      fail(where + ":\n" + text, e);
    }
  }
}
