package io.sluice.percolator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.junit.jupiter.api.Test;

/** Our own cutting of words against Lucene's analyzers. */
class FastWordsTest {
  private static final String SIGNS = "aZbé'._:,; 019-/\"ßıİ\t’·x_@$ÿɐȺ²ªÀ·";
  private static final int ROUNDS = 50_000 * Integer.getInteger("times", 1);

  @Test
  void words_are_cut_as_lucene_cuts_them() throws IOException {
    long seed = Long.getLong("seed", 1);
    Random random = new Random(seed);
    Map<FastWords, Integer> cut = new EnumMap<>(FastWords.class);
    for (int round = 0; round < ROUNDS; round++) {
      String text = text(random);
      for (String name :
          List.of(Analyzers.STANDARD, Analyzers.KEYWORD, Analyzers.KEYWORD_LOWERCASE)) {
        FastWords fast = FastWords.of(name);
        Tokens tokens = new Tokens();
        if (fast.cut(text, tokens, -1)) {
          cut.merge(fast, 1, Integer::sum);
          assertThat(words(tokens))
              .as("-Dseed=%d %s of <%s>", seed, name, text)
              .isEqualTo(words(Analyzers.named(name), text));
        } else {
          assertThat(tokens.count()).isZero();
          assertThat(tokens.end()).isZero();
        }
      }
    }
    for (int some : cut.values()) {
      assertThat(some).isGreaterThan(ROUNDS / 20);
    }
  }

  @Test
  void a_word_that_lucene_would_cut_in_two_is_left_to_lucene() {
    assertThat(FastWords.STANDARD.cut("x".repeat(255), new Tokens(), -1)).isTrue();
    assertThat(FastWords.STANDARD.cut("a " + "x".repeat(256), new Tokens(), -1)).isFalse();
  }

  @Test
  void news_is_cut_without_lucene() {
    Tokens tokens = new Tokens();
    assertThat(
            FastWords.STANDARD.cut(
                "U.S. crude rose 1.5 pct to $70,000, O'Neil said; Zürich's café.", tokens, -1))
        .isTrue();
    assertThat(words(tokens))
        .containsExactly(
            "u.s@0",
            "crude@1",
            "rose@2",
            "1.5@3",
            "pct@4",
            "to@5",
            "70,000@6",
            "o'neil@7",
            "said@8",
            "zürich's@9",
            "café@10");
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int plain = random.nextInt(3) == 0 ? SIGNS.length() : SIGNS.indexOf('"') + 1;
    for (int i = random.nextInt(14); i > 0; i--) {
      text.append(SIGNS.charAt(random.nextInt(plain)));
    }
    return text.toString();
  }

  private static List<String> words(Tokens tokens) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < tokens.count(); i++) {
      assertThat(tokens.hash(i))
          .isEqualTo(Tokens.hash(tokens.bytes(), tokens.start(i), tokens.length(i)));
      words.add(
          new String(
                  tokens.bytes(),
                  tokens.start(i),
                  tokens.length(i),
                  java.nio.charset.StandardCharsets.UTF_8)
              + "@"
              + tokens.position(i));
    }
    return words;
  }

  private static List<String> words(Analyzer analyzer, String text) throws IOException {
    List<String> words = new ArrayList<>();
    int position = -1;
    try (TokenStream stream = analyzer.tokenStream("f", text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      PositionIncrementAttribute step = stream.addAttribute(PositionIncrementAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        position += step.getPositionIncrement();
        words.add(term + "@" + position);
      }
      stream.end();
    }
    return words;
  }
}
