package io.sluice.percolator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Documents that are matched together against the same documents one a call. */
class BatchTest {
  private static final int ROUNDS = 8 * Integer.getInteger("times", 1);

  @Test
  void a_batch_says_of_each_document_what_a_call_of_its_own_says() {
    long seed = Long.getLong("seed", 1);
    for (int i = 0; i < ROUNDS; i++) {
      round(seed + i);
    }
  }

  private static void round(long seed) {
    Random random = new Random(seed);
    RandomQueries generator = new RandomQueries(random);
    Percolator percolator = new Percolator(RandomQueries.FIELDS);
    for (int i = 0; i < 60; i++) {
      if (random.nextInt(3) == 0) {
        percolator.put(
            new NewQuery(
                "t" + i,
                "#one:(" + generator.text(1) + ") OR #two:(" + generator.text(1) + ")",
                random.nextBoolean() ? Set.of("tag") : Set.of()));
      } else {
        percolator.put("q" + i, generator.query(3));
      }
    }
    for (int i = 0; i < 4; i++) {
      if (random.nextBoolean()) {
        percolator.tidy();
      } else {
        percolator.remove("q" + random.nextInt(60));
      }
      List<Document> documents = new ArrayList<>();
      for (int n = 1 + random.nextInt(i == 0 ? 150 : 64); n > 0; n--) {
        Map<String, Object> document = generator.document();
        if (random.nextInt(20) == 0) {
          document.put("i", "not a number");
        }
        documents.add(new Document(document));
      }
      MatchOptions options = MatchOptions.ALL.withNow(1_000);
      if (random.nextBoolean()) {
        options = options.withNames();
      }
      if (random.nextInt(4) == 0) {
        options = options.withAnyTag("tag");
      }
      if (random.nextInt(4) == 0) {
        options = options.withLimit(random.nextInt(5));
      }
      compare(percolator, documents, options, "-Dseed=" + seed);
    }
  }

  private static void compare(
      Percolator percolator, List<Document> documents, MatchOptions options, String where) {
    MatchResults chosen = percolator.match(documents, options);
    assertThat(chosen.size()).as(where).isEqualTo(documents.size());
    List<Object> forced = new ArrayList<>();
    MatchOptions all = options.withLimit(Integer.MAX_VALUE);
    for (int from = 0; from < documents.size(); from += 64) {
      percolator.matchTogether(
          documents.subList(from, Math.min(documents.size(), from + 64)), all, forced);
    }
    for (int i = 0; i < documents.size(); i++) {
      Document document = documents.get(i);
      int place = i;
      if ("not a number".equals(document.values().get("i"))
          && forced.get(i) instanceof DocumentException refused) {
        assertThatThrownBy(() -> percolator.match(document, all))
            .as(where)
            .hasMessage(refused.getMessage());
        assertThatThrownBy(() -> chosen.get(place)).as(where).hasMessage(refused.getMessage());
      } else {
        assertThat(forced.get(i)).as(where).isEqualTo(percolator.match(document, all));
        assertThat(chosen.get(i)).as(where).isEqualTo(percolator.match(document, options));
      }
    }
  }

  @Test
  void masks_are_for_documents_that_have_much_in_common() {
    var together = new Together();
    assertThat(together.isWorthIt(1)).isFalse();
    assertThat(together.isWorthIt(64)).isTrue();
    together.saw(1.2);
    assertThat(together.isWorthIt(64)).as("one batch goes one by one").isFalse();
    assertThat(together.isWorthIt(64)).as("then masks are tried again").isTrue();
    together.saw(1.2);
    assertThat(together.isWorthIt(64)).isFalse();
    assertThat(together.isWorthIt(64)).as("twice as many the second time").isFalse();
    assertThat(together.isWorthIt(64)).isTrue();
    together.saw(30);
    assertThat(together.isWorthIt(64)).isTrue();
    assertThat(together.isWorthIt(64)).isTrue();
  }

  @Test
  void what_large_documents_needed_is_not_kept() {
    Fields fields = Fields.builder().text("t").defaultFields("t").build();
    Percolator percolator = new Percolator(fields);
    percolator.put("q", "red");
    Holdings holdings = new Holdings(fields, percolator::parse);
    holdings.store("q", "red", percolator.parse("red"), null, Set.of());
    var matcher = new BatchMatcher(fields, SearchAnalyzer.ofDocuments(fields));
    Document small = Document.of(Map.of("t", "red"));
    for (String text : List.of("red ".repeat(30_000), "a".repeat(200) + " ".repeat(9) + "red")) {
      List<Document> documents = List.of(small, Document.of(Map.of("t", text)), small);
      List<Object> outcomes = new ArrayList<>();
      matcher.match(documents, holdings.snapshot(), MatchOptions.ALL, null, outcomes);
      assertThat(outcomes).allMatch(one -> ((MatchResult) one).ids().equals(List.of("q")));
      matcher.rest();
      assertThat(matcher.kept()).isEqualTo(text.length() > 1_000 ? 2 : 3);
    }
  }

  @Test
  void what_is_tried_on_every_document_is_tried_once_a_batch() {
    Percolator percolator = new Percolator(Fields.builder().text("t").defaultFields("t").build());
    percolator.put("all", "*:* -(+red +blue)");
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      documents.add(Document.of(Map.of("t", i % 2 == 0 ? "red and blue" : "red")));
    }
    List<Object> outcomes = new ArrayList<>();
    assertThat(percolator.matchTogether(documents, MatchOptions.ALL, outcomes)).isEqualTo(64);
    assertThat(outcomes.get(0)).isEqualTo(percolator.match(documents.get(0)));
    assertThat(((MatchResult) outcomes.get(1)).ids()).containsExactly("all");
  }
}
