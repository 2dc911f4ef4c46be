package io.sluice.percolator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GramsTest {
  @Test
  void each_text_is_told_at_every_place_where_it_stands() {
    long seed = Long.getLong("seed", 1);
    int stand = 0;
    for (int round = 0; round < 300 * Integer.getInteger("times", 1); round++) {
      Random random = new Random(seed + round);
      Grams grams = new Grams();
      List<String> texts = new ArrayList<>();
      List<Integer> stretches = new ArrayList<>();
      for (int i = random.nextInt(40); i >= 0; i--) {
        String text = word(random, 1 + random.nextInt(8));
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        stretches.add(grams.add(bytes, 0, bytes.length, texts.size()));
        texts.add(text);
      }
      String token = word(random, random.nextInt(40));
      byte[] bytes = token.getBytes(StandardCharsets.US_ASCII);
      Set<String> told = new TreeSet<>();
      grams.scan(
          bytes,
          0,
          bytes.length,
          (number, at) -> told.add(number + " at " + (at - stretches.get(number))));
      Set<String> expected = new TreeSet<>();
      for (int i = 0; i < texts.size(); i++) {
        String text = texts.get(i).toLowerCase(Locale.ROOT);
        String in = token.toLowerCase(Locale.ROOT);
        for (int at = in.indexOf(text); at >= 0; at = in.indexOf(text, at + 1)) {
          expected.add(i + " at " + at);
        }
      }
      stand += expected.size();
      assertThat(told).as("-Dseed=%d %s in %s", seed + round, texts, token).containsAll(expected);
    }
    assertThat(stand).isGreaterThan(1_000);
  }

  private static String word(Random random, int length) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append("aAbB-".charAt(random.nextInt(5)));
    }
    return word.toString();
  }

  @Test
  void of_many_texts_few_are_told() {
    Grams grams = new Grams();
    for (int i = 0; i < 20_000; i++) {
      byte[] text = Long.toString(1_000_000_007L * i, 36).getBytes(StandardCharsets.US_ASCII);
      grams.add(text, 0, text.length, i);
    }
    byte[] token = Long.toString(1_000_000_007L * 777, 36).getBytes(StandardCharsets.US_ASCII);
    Set<Integer> told = new TreeSet<>();
    grams.scan(token, 0, token.length, (number, at) -> told.add(number));
    assertThat(told).contains(777).hasSizeLessThan(40);
  }
}
