package io.sluice.percolator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.RegexpQuery;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.ByteRunAutomaton;
import org.junit.jupiter.api.Test;

/** Patterns on longer words, against Lucene's automata; and how many of them are tried. */
class PatternIndexTest {
  private static final String LETTERS = "abcé😀";

  @Test
  void finds_the_patterns_that_lucenes_automata_accept() {
    long seed = Long.getLong("seed", 1);
    long found = 0;
    for (int round = 0; round < 40 * Integer.getInteger("times", 1); round++) {
      Random random = new Random(seed + round);
      Percolator percolator = new Percolator(Fields.builder().field("s", FieldType.STRING).build());
      Map<String, ByteRunAutomaton> automata = new java.util.TreeMap<>();
      List<String> written = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        Query query = query(random);
        percolator.put("q" + i, query);
        written.add("q" + i + "=" + query);
        automata.put("q" + i, automaton(query));
      }
      for (int i = 0; i < 30; i++) {
        String token = word(random, 12);
        BytesRef bytes = new BytesRef(token);
        TreeSet<String> expected = new TreeSet<>();
        automata.forEach(
            (id, automaton) -> {
              if (automaton.run(bytes.bytes, 0, bytes.length)) {
                expected.add(id);
              }
            });
        found += expected.size();
        assertThat(percolator.match(Document.of(Map.of("s", token))).ids())
            .as("-Dseed=%d %s in %s", seed + round, token, written)
            .containsExactlyElementsOf(expected);
      }
    }
    assertThat(found).isGreaterThan(2_000);
  }

  private static ByteRunAutomaton automaton(Query query) {
    return switch (query) {
      case FuzzyQuery fuzzy -> fuzzy.getAutomata().runAutomaton;
      case org.apache.lucene.search.AutomatonQuery other ->
          new ByteRunAutomaton(other.getAutomaton(), other.isAutomatonBinary());
      default -> throw new AssertionError(query);
    };
  }

  private static Query query(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> new PrefixQuery(new Term("s", word(random, 4) + "a"));
      case 1 -> {
        StringBuilder pattern = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
          pattern.append(random.nextInt(3) == 0 ? "?" : "*").append(word(random, 4));
        }
        yield new WildcardQuery(new Term("s", pattern + (random.nextBoolean() ? "*" : "")));
      }
      case 2 ->
          new RegexpQuery(
              new Term("s", word(random, 3) + "[abc]*" + word(random, 3) + "(a|b)+" + "c?"));
      default ->
          new FuzzyQuery(
              new Term("s", word(random, 10) + "ab"),
              1 + random.nextInt(2),
              random.nextInt(3),
              50,
              random.nextBoolean());
    };
  }

  private static String word(Random random, int longest) {
    StringBuilder word = new StringBuilder();
    int[] letters = LETTERS.codePoints().toArray();
    for (int i = random.nextInt(longest + 1); i > 0; i--) {
      word.appendCodePoint(letters[random.nextInt(random.nextInt(3) == 0 ? letters.length : 2)]);
    }
    return word.toString();
  }

  @Test
  void of_many_patterns_few_are_tried_with_a_word() {
    PatternIndex index = new PatternIndex();
    int[] tried = new int[1];
    for (int i = 0; i < 3_000; i++) {
      String text = Integer.toString(100_000 + i * 7919, 36);
      byte[] glob = ("\1" + text + "\1").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      glob[0] = TokenPattern.Glob.MANY;
      glob[glob.length - 1] = TokenPattern.Glob.MANY;
      index.add(new TokenPattern.Glob(glob), i);
      index.add(new TokenPattern.Fuzzy(("x" + text).codePoints().toArray(), 1, 0, true), 3_000 + i);
    }
    byte[] token =
        ("c" + Integer.toString(100_000 + 5 * 7919, 36) + "d")
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    index.new Asking().ask(token, 0, token.length, predicate -> tried[0]++);
    assertThat(tried[0]).isBetween(1, 3);
  }

  @Test
  void ranges_and_prefixes_are_found_in_trees_as_they_are_by_asking_each() {
    long seed = Long.getLong("seed", 1);
    long found = 0;
    for (int round = 0; round < 20 * Integer.getInteger("times", 1); round++) {
      Random random = new Random(seed + round);
      PatternIndex index = new PatternIndex();
      PatternIndex.Asking asking = index.new Asking();
      List<TokenPattern> patterns = new ArrayList<>();
      int all = 1 + random.nextInt(300);
      for (int i = 0; i < all; i++) {
        TokenPattern pattern =
            random.nextInt(4) == 0
                ? prefix(word(random, 12))
                : new TokenPattern.Between(
                    random.nextInt(9) == 0 ? null : word(random, 6).getBytes(UTF_8),
                    random.nextInt(9) == 0 ? null : word(random, 6).getBytes(UTF_8),
                    random.nextBoolean(),
                    random.nextBoolean());
        index.add(pattern, i);
        patterns.add(pattern);
        if (random.nextInt(8) != 0 && i < all - 1) {
          continue;
        }
        byte[] token = ("x" + word(random, 14) + "y").getBytes(UTF_8);
        int length = token.length - 2;
        List<Integer> told = new ArrayList<>();
        asking.ask(token, 1, length, told::add);
        assertThat(told)
            .as("-Dseed=%d %s in %s", seed + round, new String(token, UTF_8), patterns)
            .containsExactlyInAnyOrderElementsOf(
                IntStream.range(0, patterns.size())
                    .filter(p -> patterns.get(p).fits(token, 1, length))
                    .boxed()
                    .toList());
        found += told.size();
      }
    }
    assertThat(found).isGreaterThan(10_000);
  }

  private static TokenPattern prefix(String word) {
    byte[] glob = (word + "*").getBytes(UTF_8);
    glob[glob.length - 1] = TokenPattern.Glob.MANY;
    return new TokenPattern.Glob(glob);
  }

  @Test
  void of_many_blocks_of_addresses_those_are_met_that_hold_the_address() {
    Percolator percolator = new Percolator(Fields.builder().open(true).build());
    List<NewQuery> blocks = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      blocks.add(
          NewQuery.of("q" + i, "ip@ip:\"10.%d.%d.0/%d\"".formatted(i / 256, i % 256, 23 + i % 9)));
    }
    assertThat(percolator.putAll(blocks).refused()).isEmpty();
    MatchResult result = percolator.match(Document.of(Map.of("ip", "10.3.7.1")));
    assertThat(result.ids()).containsExactly("q774", "q775");
    assertThat(result.work().candidates()).isEqualTo(2);
  }

  @Test
  void a_pattern_that_comes_after_a_word_was_seen_is_asked_too() {
    Percolator percolator = new Percolator(Fields.builder().text("t").defaultFields("t").build());
    percolator.put("first", "cro*");
    Document document = Document.of(Map.of("t", "crocodile"));
    assertThat(percolator.match(document).ids()).containsExactly("first");
    for (int i = 0; i < 40; i++) {
      percolator.put("later" + i, "*codile" + (i == 39 ? "" : i) + "*");
      assertThat(percolator.match(document).ids()).hasSize(i == 39 ? 2 : 1);
    }
  }
}
