package io.sluice.percolator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.lucene.index.Term;
import org.apache.lucene.queries.intervals.IntervalQuery;
import org.apache.lucene.queries.intervals.Intervals;
import org.apache.lucene.queries.spans.SpanNearQuery;
import org.apache.lucene.queries.spans.SpanQuery;
import org.apache.lucene.queries.spans.SpanTermQuery;
import org.apache.lucene.search.FieldExistsQuery;
import org.junit.jupiter.api.Test;

/**
 * How many programs and verifications ran: a filter that lets all through would be right and
 * useless.
 */
class FilterTest {
  private final Percolator percolator =
      new Percolator(
          Fields.builder().text("t").field("n", FieldType.LONG).defaultFields("t").build());

  private MatchResult match(Object text) {
    return percolator.match(Document.of(Map.of("t", text)));
  }

  private void store(String... texts) {
    for (String text : texts) {
      percolator.put(text, text);
    }
  }

  @Test
  void of_ten_thousand_queries_only_those_with_a_word_of_the_document_are_looked_at() {
    for (int i = 0; i < 5_000; i++) {
      percolator.put("t" + i, "word" + i);
      percolator.put("a" + i, "+word" + i + " +other" + i);
    }
    MatchResult result = match("word7 other7 word8");
    assertThat(result.ids()).containsExactly("a7", "t7", "t8");
    assertThat(result.work().candidates()).isLessThanOrEqualTo(4);
    assertThat(result.work().programRuns()).isZero();
    assertThat(result.work().luceneRuns()).isZero();
  }

  @Test
  void words_patterns_and_ranges_never_need_lucene() {
    store(
        "red",
        "red blue",
        "+red -blue",
        "\"red blue\"",
        "r*",
        "*d",
        "r?d",
        "/r.d/",
        "rad~1",
        "n:[1 TO 5]");
    MatchResult result = percolator.match(Document.of(Map.of("t", "a red car", "n", 3)));
    assertThat(result.ids())
        .containsExactlyInAnyOrder(
            "red", "red blue", "+red -blue", "r*", "*d", "r?d", "/r.d/", "rad~1", "n:[1 TO 5]");
    assertThat(result.work().luceneRuns()).isZero();
    assertThat(percolator.stats().alwaysTried()).isZero();
  }

  @Test
  void a_sloppy_phrase_is_verified_only_where_all_its_words_are() {
    store("\"red bicycle\"~2", "\"red bicycle lane\"~2");
    assertThat(match("a red car and a lane").work().luceneRuns()).isZero();
    MatchResult result = match("bicycle, not red");
    assertThat(result.work().luceneRuns()).isEqualTo(1);
    assertThat(result.ids()).isEmpty();
  }

  @Test
  void spans_and_intervals_are_verified_only_where_their_words_are() {
    percolator.put(
        "span",
        new SpanNearQuery(
            new SpanQuery[] {
              new SpanTermQuery(new Term("t", "red")), new SpanTermQuery(new Term("t", "bicycle"))
            },
            1,
            true));
    percolator.put(
        "interval",
        new IntervalQuery(
            "t", Intervals.ordered(Intervals.term("red"), Intervals.term("bicycle"))));
    assertThat(percolator.stats().alwaysTried()).isZero();
    assertThat(match("a red car").work().luceneRuns()).isZero();
    assertThat(match("a red mountain bicycle").ids()).containsExactly("interval", "span");
    assertThat(match("a bicycle in red").work().luceneRuns()).isEqualTo(2);
  }

  @Test
  void equal_leaves_and_equal_queries_are_evaluated_once() {
    for (int i = 0; i < 100; i++) {
      percolator.put("same" + i, "\"red bicycle\"~2");
      percolator.put("other" + i, "+\"red bicycle\"~2 -word" + i);
    }
    MatchResult result = match("red mountain bicycle");
    assertThat(result.ids()).hasSize(200);
    assertThat(result.work().luceneRuns()).isEqualTo(1);
    assertThat(percolator.stats().programs()).isEqualTo(101);
  }

  @Test
  void a_minimum_of_matches_is_reached_through_fewer_words_than_it_has() {
    org.apache.lucene.search.BooleanQuery.Builder twoOfThree =
        new org.apache.lucene.search.BooleanQuery.Builder().setMinimumNumberShouldMatch(2);
    for (String word : List.of("of", "mountain", "bicycle")) {
      twoOfThree.add(
          new org.apache.lucene.search.TermQuery(new Term("t", word)),
          org.apache.lucene.search.BooleanClause.Occur.SHOULD);
    }
    percolator.put("q", twoOfThree.build());
    // The two rarest of the three are enough to be found by; "of" is short and so expected often.
    assertThat(match("of").work().candidates()).isZero();
    assertThat(match("of mountain").ids()).containsExactly("q");
    assertThat(match("bicycle mountain").ids()).containsExactly("q");
  }

  @Test
  void what_is_tried_on_every_document_says_why() {
    store("*:*", "*:* -red", "+red -blue", "-red");
    percolator.put("exists", new FieldExistsQuery("t"));
    assertThat(percolator.get("*:*").alwaysReason()).isEqualTo("it fits every document");
    assertThat(percolator.get("*:* -red").alwaysReason()).isEqualTo("it only excludes");
    assertThat(percolator.get("+red -blue").alwaysReason()).isNull();
    assertThat(percolator.get("-red").neverMatches()).isTrue();
    assertThat(percolator.get("-red").alwaysReason()).isNull();
    assertThat(percolator.get("exists").alwaysReason())
        .isEqualTo("no necessary word is known for a FieldExistsQuery");
    assertThat(percolator.stats().alwaysReasons()).hasSize(3);
    assertThat(match("blue").ids()).containsExactly("*:*", "*:* -red", "exists");
    assertThat(match("red").ids()).containsExactly("*:*", "+red -blue", "exists");
  }

  @Test
  void neighbours_are_found_by_themselves() {
    store("\"red bicycle\"", "\"a red bicycle lane\"", "\"the car\"");
    MatchResult result = match("the red car, a bicycle lane in red");
    assertThat(result.ids()).isEmpty();
    assertThat(result.work().candidates()).isLessThanOrEqualTo(1);
    assertThat(match("a red bicycle").ids()).containsExactly("\"red bicycle\"");
    assertThat(match("a red bicycle").work().programRuns()).isZero();
  }

  @Test
  void once_the_stream_is_known_queries_move_to_the_rarest_of_their_words() {
    for (int i = 0; i < 300; i++) {
      percolator.put("q" + i, "+reuters +w" + i + " +n:[" + i + " TO " + (i + 1) + "]");
      percolator.put("r" + i, "n:[" + i + " TO " + (i + 1) + "]");
    }
    for (int i = 0; i < 600; i++) {
      percolator.match(Document.of(Map.of("t", "reuters w" + i % 300, "n", i % 300)));
    }
    percolator.tidy();
    MatchResult result = percolator.match(Document.of(Map.of("t", "reuters w7", "n", 7)));
    assertThat(result.ids()).containsExactly("q7", "r6", "r7");
    assertThat(result.work().candidates()).isLessThanOrEqualTo(6);
  }

  @Test
  void queries_that_only_exclude_are_not_run() {
    for (int i = 0; i < 200; i++) {
      percolator.put("q" + i, "*:* -w" + i + " -x");
    }
    percolator.tidy();
    MatchResult result = match("w7 w8");
    assertThat(result.ids()).hasSize(198).doesNotContain("q7", "q8");
    assertThat(result.work().programRuns()).isZero();
    assertThat(match("x").ids()).isEmpty();
  }

  @Test
  void a_word_that_turned_out_to_be_frequent_is_no_anchor_for_later_queries() {
    store("reuters cocoa");
    for (int i = 0; i < 5_000; i++) {
      match("reuters story");
    }
    store("+reuters +oil");
    assertThat(match("reuters story").work().candidates()).isEqualTo(1);
    assertThat(match("oil from reuters").ids()).containsExactly("+reuters +oil", "reuters cocoa");
  }
}
