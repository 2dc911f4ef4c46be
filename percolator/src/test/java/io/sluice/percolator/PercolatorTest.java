package io.sluice.percolator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PercolatorTest {
  private static final Fields SHOP =
      Fields.builder()
          .text("title")
          .text("body", "english")
          .field("brand", FieldType.STRING)
          .field("price", FieldType.DOUBLE)
          .field("stock", FieldType.INT)
          .field("listed", FieldType.DATE)
          .field("used", FieldType.BOOLEAN)
          .defaultFields("title", "body")
          .build();

  private final Percolator percolator = new Percolator(SHOP);

  private List<String> match(Map<String, ?> document) {
    return percolator.match(Document.of(document)).ids();
  }

  @Test
  void a_query_is_found_as_soon_as_it_is_stored_and_gone_as_soon_as_it_is_removed() {
    Map<String, String> document = Map.of("title", "A red bicycle");
    assertThat(match(document)).isEmpty();
    percolator.put("q", "bicycle");
    assertThat(match(document)).containsExactly("q");
    assertThat(percolator.remove("q")).isTrue();
    assertThat(percolator.remove("q")).isFalse();
    assertThat(match(document)).isEmpty();
  }

  @Test
  void storing_under_the_same_id_replaces_the_query() {
    percolator.put("q", "bicycle");
    percolator.put("q", "tandem");
    assertThat(match(Map.of("title", "bicycle"))).isEmpty();
    assertThat(match(Map.of("title", "tandem"))).containsExactly("q");
    assertThat(percolator.size()).isEqualTo(1);
    assertThat(percolator.get("q").text()).isEqualTo("tandem");
  }

  @Test
  void ids_come_sorted() {
    for (String id : List.of("b", "a10", "c", "a2", "a")) {
      percolator.put(id, "bicycle");
    }
    assertThat(match(Map.of("title", "bicycle"))).containsExactly("a", "a10", "a2", "b", "c");
    assertThat(percolator.ids()).containsExactly("a", "a10", "a2", "b", "c");
  }

  @Test
  void a_limit_ends_the_search_and_says_so() {
    for (int i = 0; i < 10; i++) {
      percolator.put("q" + i, "bicycle");
    }
    Document document = Document.of(Map.of("title", "bicycle"));
    assertThat(percolator.match(document, 3).ids()).hasSize(3);
    assertThat(percolator.match(document, 3).complete()).isFalse();
    assertThat(percolator.match(document, 10).complete()).isTrue();
  }

  @Test
  void a_bare_word_searches_all_default_fields_each_with_its_analyzer() {
    percolator.put("q", "running");
    assertThat(match(Map.of("title", "running"))).containsExactly("q");
    assertThat(match(Map.of("title", "runs"))).isEmpty();
    assertThat(match(Map.of("body", "she runs"))).containsExactly("q");
    percolator.put("none", "-running");
    assertThat(match(Map.of("body", "she walks"))).isEmpty();
  }

  @Test
  void numbers_are_compared_as_numbers() {
    percolator.put("range", "price:[10 TO 20]");
    percolator.put("open", "price:{10 TO 20}");
    percolator.put("above", "price:>10");
    percolator.put("atLeast", "price:>=10");
    percolator.put("below", "stock:<5");
    percolator.put("equal", "stock:5");
    percolator.put("any", "stock:*");
    assertThat(match(Map.of("price", 10.0))).containsExactly("atLeast", "range");
    assertThat(match(Map.of("price", 10.5))).containsExactly("above", "atLeast", "open", "range");
    assertThat(match(Map.of("price", 9))).isEmpty();
    assertThat(match(Map.of("price", 100L))).containsExactly("above", "atLeast");
    assertThat(match(Map.of("stock", 5L))).containsExactly("any", "equal");
    assertThat(match(Map.of("stock", List.of(7, 4)))).containsExactly("any", "below");
  }

  @Test
  void a_day_stands_for_all_its_milliseconds() {
    percolator.put("january", "listed:[2026-01-01 TO 2026-02-01}");
    percolator.put("closed", "listed:[2026-01-01 TO 2026-01-31]");
    percolator.put("day", "listed:2026-01-31");
    percolator.put("after", "listed:>2026-01-31");
    percolator.put("exact", "listed:\"2026-01-31T09:00:00+01:00\"");
    assertThat(match(Map.of("listed", "2026-01-31T23:59:59.999Z")))
        .containsExactly("closed", "day", "january");
    assertThat(match(Map.of("listed", "2026-02-01T00:00:00Z"))).containsExactly("after");
    assertThat(match(Map.of("listed", java.time.Instant.parse("2026-01-31T08:00:00Z"))))
        .containsExactly("closed", "day", "exact", "january");
    assertThat(match(Map.of("listed", 1767225600000L))).containsExactly("closed", "january");
  }

  @Test
  void booleans_and_exact_strings() {
    percolator.put("used", "used:true");
    percolator.put("new", "used:FALSE");
    percolator.put("brand", "brand:\"Red Bull\"");
    percolator.put("prefix", "brand:Red*");
    assertThat(match(Map.of("used", true))).containsExactly("used");
    assertThat(match(Map.of("used", "false"))).containsExactly("new");
    assertThat(match(Map.of("brand", "Red Bull"))).containsExactly("brand", "prefix");
    assertThat(match(Map.of("brand", "red bull"))).isEmpty();
  }

  @Test
  void undeclared_fields_of_an_open_stream_are_keywords_without_letter_case() {
    Percolator open = new Percolator(Fields.builder().open(true).build());
    open.put("image", "Image:*\\\\MimiKatz.exe");
    open.put("id", "EventID:4625");
    open.put("either", "EventID:(4624 OR 4625)");
    assertThat(open.match(Document.of(Map.of("Image", "C:\\tmp\\MIMIKATZ.EXE"))).ids())
        .containsExactly("image");
    assertThat(open.match(Document.of(Map.of("EventID", 4625L))).ids())
        .containsExactly("either", "id");
    assertThat(open.match(Document.of(Map.of("EventID", 4625.0))).ids())
        .containsExactly("either", "id");
  }

  @Test
  void a_phrase_does_not_reach_from_one_value_into_the_next() {
    percolator.put("q", "title:\"red bicycle\"");
    assertThat(match(Map.of("title", List.of("red", "bicycle")))).isEmpty();
    assertThat(match(Map.of("title", List.of("blue", "a red bicycle")))).containsExactly("q");
  }

  @Test
  void a_value_of_the_wrong_type_is_refused_by_name_where_a_query_looks_at_it() {
    percolator.put("p", "price:5");
    assertThat(match(Map.of("stock", "many"))).isEmpty();
    percolator.put("s", "stock:5");
    assertThatThrownBy(() -> match(Map.of("price", "cheap")))
        .isInstanceOf(DocumentException.class)
        .hasMessage("The field price is of type DOUBLE, but the document has \"cheap\".");
    assertThatThrownBy(() -> match(Map.of("stock", 1.5)))
        .hasMessage("The field stock is of type INT, but the document has \"1.5\".");
  }

  @Test
  void thousands_of_ids_come_sorted_and_whole() {
    java.util.TreeSet<String> ids = new java.util.TreeSet<>();
    for (int i = 0; i < 3_000; i++) {
      String id = Integer.toString(i * 7919 % 3_000, 36);
      ids.add(id);
      percolator.put(id, "bicycle");
    }
    assertThat(match(Map.of("title", "bicycle"))).containsExactlyElementsOf(ids);
  }

  @Test
  void a_word_longer_than_any_index_takes_is_passed_over() {
    percolator.put("rest", "brand:short");
    percolator.put("any", "brand:x*");
    assertThat(match(Map.of("brand", List.of("x".repeat(40_000), "short"))))
        .containsExactly("rest");
  }

  @Test
  void every_named_analyzer_reads_a_document() {
    for (String analyzer : Analyzers.names()) {
      Percolator named =
          new Percolator(Fields.builder().text("t", analyzer).defaultFields("t").build());
      named.put("q", "t:\"Bicycle\"");
      assertThat(named.match(Document.of(Map.of("t", "Bicycle"))).ids()).as(analyzer).hasSize(1);
    }
    assertThatThrownBy(() -> Fields.builder().text("t", "klingon"))
        .hasMessageStartingWith("There is no analyzer 'klingon'. Known: standard, simple,");
  }
}
