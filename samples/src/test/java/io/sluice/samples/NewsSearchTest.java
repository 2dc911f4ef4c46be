package io.sluice.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.percolator.Document;
import io.sluice.percolator.FieldType;
import io.sluice.percolator.Fields;
import io.sluice.percolator.Percolator;
import io.sluice.samples.newssearch.NewsSearch;
import io.sluice.server.demo.Sample.Generator;
import io.sluice.server.demo.Sample.StoredQuery;
import io.sluice.server.wire.JsonTree;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NewsSearchTest {
  private static Fields fields(String defaultField) {
    return Fields.builder()
        .field("id", FieldType.STRING)
        .text("title")
        .text("body", "english")
        .field("section", FieldType.STRING)
        .field("company", FieldType.STRING)
        .field("words", FieldType.INT)
        .field("breaking", FieldType.BOOLEAN)
        .field("ts", FieldType.DATE)
        .defaultFields(
            defaultField == null ? new String[] {"title", "body"} : new String[] {defaultField})
        .build();
  }

  @Test
  void every_stored_query_catches_some_articles_and_not_all() throws Exception {
    var sample = new NewsSearch();
    Map<StoredQuery, Percolator> percolators = new HashMap<>();
    Map<String, Integer> hits = new HashMap<>();
    for (StoredQuery query : sample.queries()) {
      var percolator = new Percolator(fields(query.defaultField()));
      percolator.put(query.id(), query.query());
      percolators.put(query, percolator);
      hits.put(query.id(), 0);
    }
    Generator articles = sample.generator(1, 1_767_225_600_000L, 1);
    int count = 600;
    for (int i = 0; i < count; i++) {
      Map<String, Object> article = new HashMap<>(JsonTree.readObject(articles.next().json()));
      article.replaceAll(
          (_, value) -> value instanceof BigDecimal n ? (Object) n.intValueExact() : value);
      for (Percolator percolator : percolators.values()) {
        percolator.match(Document.of(article)).ids().forEach(id -> hits.merge(id, 1, Integer::sum));
      }
    }
    assertThat(new TreeSet<>(hits.keySet())).hasSizeGreaterThan(12);
    hits.forEach((id, n) -> assertThat(n).as(id).isBetween(1, count - 1));
  }
}
