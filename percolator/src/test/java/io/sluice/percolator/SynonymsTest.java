package io.sluice.percolator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.search.Query;
import org.junit.jupiter.api.Test;

/** Analyzers with synonyms: what a query's words find. */
class SynonymsTest {
  private static final String RULES = "usa, united states of america, u s; tv => television";
  private static final int ROUNDS = 25 * Integer.getInteger("times", 1);

  private static boolean fits(String analyzer, String query, String text) {
    Fields fields = Fields.builder().text("t", analyzer).defaultFields("t").build();
    Percolator percolator = new Percolator(fields);
    percolator.put("q", query);
    return !percolator.match(Document.of(Map.of("t", text))).ids().isEmpty();
  }

  private static boolean standard(String query, String text) {
    return fits(Analyzers.withSynonyms("standard", RULES), query, text);
  }

  private static boolean english(String query, String text) {
    return fits(Analyzers.withSynonyms("english", RULES), query, text);
  }

  @Test
  void a_word_finds_what_it_may_be_written_as() {
    assertThat(standard("usa", "The United States of America")).isTrue();
    assertThat(standard("usa", "the u s army")).isTrue();
    assertThat(standard("usa", "united we stand, states of mind")).isFalse();
    assertThat(standard("\"united states of america\"", "made in USA")).isTrue();
    assertThat(standard("\"made in usa today\"", "made in united states of america today"))
        .isTrue();
    assertThat(standard("\"made in usa today\"", "made in united states today")).isFalse();
    assertThat(standard("\"in usa\"~1", "in the u s")).isTrue();
    assertThat(standard("\"in usa\"", "in the u s")).isFalse();
    assertThat(standard("-usa *:*", "u s")).isFalse();
  }

  @Test
  void an_arrow_searches_another_word_in_place_of_one() {
    assertThat(standard("tv", "a television")).isTrue();
    assertThat(standard("tv", "a tv")).isFalse();
    assertThat(fits("standard, synonyms: tv => tv, television", "tv", "a tv")).isTrue();
  }

  @Test
  void english_rules_keep_their_stop_words_and_get_stems() {
    assertThat(english("usa", "in the United States of America")).isTrue();
    assertThat(english("usa", "united states america")).isFalse(); // there is no of
    assertThat(english("\"visited usa\"", "he visits United States of America")).isTrue();
    assertThat(fits("english, synonyms: car, automobile", "cars", "two automobiles")).isFalse();
    assertThat(fits("english, synonyms: cars, automobiles", "cars", "an automobile")).isTrue();
  }

  @Test
  void patterns_are_not_widened_and_documents_are_not_changed() {
    assertThat(standard("us*", "united states of america")).isFalse();
    assertThat(standard("states", "usa")).isFalse();
  }

  @Test
  void english_with_synonyms_reads_as_lucenes_english() throws IOException {
    Analyzer own = Analyzers.ofQueries("english, synonyms: zzz, yyy");
    for (String text :
        List.of("The runner's dogs were running, to U.S. cities of the north", "it is", "A b'c")) {
      assertThat(tokens(own, text)).isEqualTo(tokens(Analyzers.named("english"), text));
    }
  }

  private static List<String> tokens(Analyzer analyzer, String text) throws IOException {
    List<String> tokens = new ArrayList<>();
    try (TokenStream stream = analyzer.tokenStream("f", text)) {
      var term = stream.addAttribute(CharTermAttribute.class);
      var step = stream.addAttribute(PositionIncrementAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        tokens.add(step.getPositionIncrement() + " " + term);
      }
      stream.end();
    }
    return tokens;
  }

  @Test
  void what_is_no_rule_is_said() {
    assertThat(Analyzers.problem("standard, synonyms: a, b; c => d\ne, f")).isNull();
    assertThat(Analyzers.problem("standard, synonyms: oil"))
        .contains("\"oil\"")
        .contains("one side only");
    assertThat(Analyzers.problem("standard, synonyms: => oil")).contains("both sides");
    assertThat(Analyzers.problem("german, synonyms: haus und hof, heim")).contains("stop word");
    assertThat(Analyzers.problem("english, synonyms: the beatles, fab four")).contains("'the'");
    assertThat(Analyzers.problem("english, synonyms: invoice => bill of")).contains("'of'");
    assertThat(Analyzers.problem("standard, synonyms: ;")).contains("no synonyms");
    assertThat(Analyzers.problem("standard, stems")).contains("only synonyms can stand");
    assertThat(Analyzers.problem("klingon, synonyms: a, b")).contains("no analyzer 'klingon'");
    assertThatThrownBy(() -> Fields.builder().text("t", "standard, synonyms: a"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void other_synonyms_are_other_fields_for_what_was_saved() throws IOException {
    Fields before =
        Fields.builder().text("t", "standard, synonyms: a, b").defaultFields("t").build();
    Fields after =
        Fields.builder().text("t", "standard, synonyms: a, c").defaultFields("t").build();
    Percolator percolator = new Percolator(before);
    percolator.put("q", "a");
    var out = new ByteArrayOutputStream();
    percolator.save(out);
    Restored back = Percolator.restore(after, new ByteArrayInputStream(out.toByteArray()));
    assertThat(back.why()).contains("synonyms: a, c");
    assertThat(back.percolator().match(Document.of(Map.of("t", "c"))).ids()).containsExactly("q");
    assertThat(back.percolator().match(Document.of(Map.of("t", "b"))).ids()).isEmpty();
  }

  @Test
  void lucene_finds_the_same_with_random_rules() {
    long seed = Long.getLong("seed", 1);
    int found = 0;
    for (int round = 0; round < ROUNDS; round++, seed++) {
      var random = new Random(seed);
      var rules = new ArrayList<String>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        rules.add(words(random, 3) + (random.nextInt(3) == 0 ? " => " : ", ") + words(random, 3));
      }
      Fields fields =
          Fields.builder()
              .text("t", Analyzers.withSynonyms("whitespace", String.join(";", rules)))
              .defaultFields("t")
              .build();
      Percolator percolator = new Percolator(fields);
      List<Query> queries = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String text =
            random.nextBoolean()
                ? words(random, 2)
                : "\"" + words(random, 4) + "\"" + (random.nextInt(3) == 0 ? "~1" : "");
        percolator.put(String.valueOf(i), text);
        queries.add(percolator.parse(text));
      }
      for (int i = 0; i < 20; i++) {
        Map<String, Object> document = Map.of("t", words(random, 6));
        var lucene = new LuceneOracle(fields, document);
        List<String> ids = percolator.match(Document.of(document)).ids();
        for (int q = 0; q < queries.size(); q++) {
          assertThat(ids.contains(String.valueOf(q)))
              .as("-Dseed=%d: %s, %s on %s", seed, rules, queries.get(q), document)
              .isEqualTo(lucene.matches(queries.get(q)));
        }
        found += ids.size();
      }
    }
    assertThat(found).isGreaterThan(ROUNDS);
  }

  private static String words(Random random, int most) {
    var words = new ArrayList<String>();
    for (int i = random.nextInt(most); i >= 0; i--) {
      words.add(String.valueOf((char) ('a' + random.nextInt(5))));
    }
    return String.join(" ", words);
  }
}
