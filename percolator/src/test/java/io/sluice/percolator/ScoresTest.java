package io.sluice.percolator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.Test;

/** Scores by what was seen of a stream, beside those of a Lucene index of the whole stream. */
class ScoresTest {
  private static final Fields FIELDS = Fields.builder().text("body").defaultFields("body").build();

  @Test
  void scores_are_near_those_of_an_index_of_all_documents() throws IOException {
    long seed = Long.getLong("seed", 1);
    var random = new Random(seed);
    var texts = new ArrayList<String>();
    for (int i = 0; i < 3000; i++) {
      texts.add(text(random));
    }
    var percolator = new Percolator(FIELDS);
    List<String> queries = List.of("w0", "w1 w7", "+w3 w20", "\"w0 w1\"", "w2 OR w40", "w9^3");
    queries.forEach(query -> percolator.put(query, query));
    texts.forEach(text -> percolator.match(document(text)));
    var ours = new HashMap<String, Double>();
    for (String text : texts) {
      percolator.scores(queries, document(text)).forEach((id, s) -> ours.merge(id, s, Double::sum));
    }
    try (var folder = new ByteBuffersDirectory()) {
      try (var writer = new IndexWriter(folder, new IndexWriterConfig(new StandardAnalyzer()))) {
        for (String text : texts) {
          var document = new org.apache.lucene.document.Document();
          document.add(new TextField("body", text, Store.NO));
          writer.addDocument(document);
        }
      }
      try (var reader = DirectoryReader.open(folder)) {
        var searcher = new IndexSearcher(reader);
        for (String query : queries) {
          double theirs = 0;
          for (var hit : searcher.search(percolator.parse(query), texts.size()).scoreDocs) {
            theirs += hit.score;
          }
          assertThat(ours.get(query) / theirs)
              .as("-Dseed=%d %s", seed, query)
              .isCloseTo(1, within(0.3));
        }
      }
    }
  }

  @Test
  void before_anything_was_seen_short_words_weigh_less() {
    var percolator = new Percolator(FIELDS);
    percolator.put("short", "the");
    percolator.put("long", "palladium");
    percolator.put("other", "gold");
    Map<String, Double> scores =
        percolator.scores(List.of("short", "long", "other", "nobody"), document("the palladium"));
    assertThat(scores).containsOnlyKeys("short", "long", "other");
    assertThat(scores.get("long")).isGreaterThan(2 * scores.get("short"));
    assertThat(scores.get("other")).isZero();
  }

  private static Document document(String text) {
    return Document.of(Map.of("body", text));
  }

  private static String text(Random random) {
    var words = new ArrayList<String>();
    for (int i = random.nextInt(3, 12); i > 0; i--) {
      words.add("w" + (int) (60 * Math.pow(random.nextDouble(), 3)));
    }
    return String.join(" ", words);
  }
}
