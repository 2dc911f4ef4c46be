package io.sluice.percolator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What users ask for beside the matching itself. */
class FeaturesTest {
  private final Percolator percolator =
      new Percolator(
          Fields.builder().text("t").field("n", FieldType.LONG).defaultFields("t").build());

  private static Document text(String text) {
    return Document.of(Map.of("t", text));
  }

  @Test
  void many_queries_are_stored_at_once_and_those_that_are_none_are_named() {
    List<NewQuery> queries = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      queries.add(NewQuery.of("q" + i, "oil w" + i));
    }
    queries.add(NewQuery.of("bad", "oil AND (gas"));
    queries.add(NewQuery.of("q7", "gas"));
    BulkResult result = percolator.putAll(queries);
    assertThat(result.stored()).isEqualTo(501);
    assertThat(result.refused()).hasSize(1);
    assertThat(result.refused().getFirst().index()).isEqualTo(500);
    assertThat(result.refused().getFirst().id()).isEqualTo("bad");
    assertThat(percolator.size()).isEqualTo(500);
    assertThat(percolator.match(text("oil")).ids()).hasSize(499).doesNotContain("q7");
    assertThat(percolator.match(text("gas")).ids()).containsExactly("q7");
  }

  @Test
  void a_caller_sees_only_queries_with_his_tags() {
    percolator.put(new NewQuery("a", "oil", Set.of("tenant=1", "level=high")));
    percolator.put(new NewQuery("b", "oil", Set.of("tenant=2")));
    percolator.put("c", "oil");
    Document document = text("crude oil");
    assertThat(percolator.match(document).ids()).containsExactly("a", "b", "c");
    MatchOptions all = MatchOptions.ALL;
    assertThat(percolator.match(document, all.withAnyTag("tenant=2")).ids()).containsExactly("b");
    assertThat(percolator.match(document, all.withAnyTag("level=high", "tenant=2")).ids())
        .containsExactly("a", "b");
    assertThat(percolator.match(document, all.withAnyTag("tenant=3")).ids()).isEmpty();
    assertThat(percolator.tags("a")).containsExactlyInAnyOrder("tenant=1", "level=high");
    assertThat(percolator.match(document, MatchOptions.limit(1).withAnyTag("tenant=2")))
        .satisfies(
            result -> {
              assertThat(result.ids()).containsExactly("b");
              assertThat(result.complete()).isTrue();
            });
    percolator.put("a", "oil");
    assertThat(percolator.match(document, all.withAnyTag("tenant=1")).ids()).isEmpty();
  }

  @Test
  void a_caller_asks_for_all_of_some_tags_and_for_none_of_others() {
    percolator.put(new NewQuery("a", "oil", Set.of("x", "y")));
    percolator.put(new NewQuery("b", "oil", Set.of("x")));
    percolator.put("c", "oil");
    MatchOptions all = MatchOptions.ALL;
    assertThat(percolator.match(text("oil"), all.withAllTags("x", "y")).ids()).containsExactly("a");
    assertThat(percolator.match(text("oil"), all.withNoTag("y")).ids()).containsExactly("b", "c");
    assertThat(percolator.match(text("oil"), all.withAnyTag("x").withNoTag("y")).ids())
        .containsExactly("b");
  }

  @Test
  void marks_what_a_query_finds_in_each_value() {
    percolator.put("q", "\"crude oil\" OR t@caseless:*ruin* -gas");
    List<String> values = new ArrayList<>(List.of("the crude oil of oil", "no gas", "Ruin"));
    values.add(null);
    Map<String, Object> document = new java.util.HashMap<>(Map.of("t", values, "n", 3));
    document.put("u", null);
    assertThat(percolator.highlight("q", Document.of(document)))
        .isEqualTo(Map.of("t", List.of("the <b>crude oil</b> of oil", "<b>Ruin</b>")));
    assertThat(percolator.highlight("none", Document.of(document))).isEmpty();
    percolator.put("numbers", "n:[1 TO 5] OR n@number:>2 OR t@same:n OR t@ip:\"10.0.0.0/8\"");
    assertThat(percolator.highlight("numbers", Document.of(document))).isEmpty();
  }

  @Test
  void says_why_a_query_fits() {
    percolator.put("q", "+crude +oil -gas +n:[1 TO 5]");
    Explanation fits = percolator.explain("q", Document.of(Map.of("t", "crude oil", "n", 3)));
    assertThat(fits.matches()).isTrue();
    assertThat(fits.candidate()).isTrue();
    assertThat(fits.lines())
        .containsExactlyInAnyOrder(
            "true   all of",
            "  true   t:crude",
            "  true   t:oil",
            "  true   n:[1 TO 5]",
            "  true   not",
            "    false  t:gas");
    assertThat(fits.anchors()).hasSize(1);
  }

  @Test
  void says_why_a_query_does_not_fit() {
    percolator.put("q", "+crude +(oil OR \"natural gas\")");
    Explanation not = percolator.explain("q", text("natural oil gas"));
    assertThat(not.matches()).isFalse();
    assertThat(not.candidate()).isFalse();
    assertThat(not.toString())
        .startsWith("q does not fit, and was not looked at\n  filed under t:crude (false, in ")
        .contains("    true   one of\n      true   t:oil\n      false  t:\"natural gas\"\n");
    assertThat(percolator.explain("q", text("crude")).candidate()).isTrue();
    assertThat(percolator.explain("none", text("crude"))).isNull();
  }

  @Test
  void says_what_excludes_a_query_that_fits_everything_else() {
    percolator.put("q", "*:* -oil");
    percolator.tidy();
    assertThat(percolator.explain("q", text("gas")).matches()).isTrue();
    assertThat(percolator.explain("q", text("gas")).candidate()).isTrue();
    Explanation not = percolator.explain("q", text("oil"));
    assertThat(not.matches()).isFalse();
    assertThat(not.candidate()).isFalse();
    assertThat(not.anchors().getFirst().text()).isEqualTo("t:oil");
  }

  @Test
  void says_what_queries_cost() {
    percolator.put("often", "oil");
    percolator.put("never", "+oil +gas");
    percolator.put("costly", "\"oil is a\"~3");
    percolator.put("equal", "oil");
    for (int i = 0; i < 400; i++) {
      percolator.match(text("oil is what a price is of"));
    }
    QueryCost often = percolator.cost("often");
    assertThat(often.candidates()).isBetween(200L, 800L).isEqualTo(often.matches());
    assertThat(percolator.cost("never").matches()).isZero();
    assertThat(percolator.cost("equal").candidates()).isEqualTo(often.candidates());
    assertThat(percolator.cost("none")).isNull();
    assertThat(percolator.slowest(1).getFirst().id()).isEqualTo("costly");
    assertThat(percolator.slowest(10)).extracting(QueryCost::id).contains("often", "equal");
    percolator.remove("costly");
    assertThat(percolator.slowest(10)).extracting(QueryCost::id).doesNotContain("costly");
    for (int i = 0; i < 3000; i++) { // built anew meanwhile
      percolator.put("x", "w" + i);
    }
    assertThat(percolator.cost("often").candidates()).isGreaterThanOrEqualTo(often.candidates());
  }
}
