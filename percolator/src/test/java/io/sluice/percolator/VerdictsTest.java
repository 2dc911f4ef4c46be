package io.sluice.percolator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictsTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Tokens of all lengths, remembered or not, more than there is room for. */
  @Test
  void what_a_token_fits_is_the_same_whether_it_is_remembered_or_forgotten() {
    PatternIndex patterns = new PatternIndex();
    byte[] glob = bytes("\1needle\1");
    glob[0] = TokenPattern.Glob.MANY;
    glob[glob.length - 1] = TokenPattern.Glob.MANY;
    patterns.add(new TokenPattern.Glob(glob), 7);
    Verdicts verdicts = new Verdicts(patterns);
    List<Integer> told = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 20_000; i++) {
        boolean fits = i % 3 == 0;
        byte[] token = bytes("x".repeat(i % 300) + i + (fits ? "needle" : "need"));
        told.clear();
        verdicts.tell(token, 0, token.length, Tokens.hash(token, 0, token.length), told::add);
        assertThat(told).as("token %d", i).hasSize(fits ? 1 : 0);
      }
    }
  }
}
