package io.sluice.percolator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.memory.MemoryIndex;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.WildcardQuery;
import org.junit.jupiter.api.Test;

class RunsQueryTest {
  private static final Fields FIELDS = Fields.builder().field("s", FieldType.STRING).build();

  @Test
  void one_that_takes_long_to_determinize_is_stored_and_found() {
    String text = "*" + "a".repeat(300) + "*b*";
    Percolator percolator = new Percolator(FIELDS);
    percolator.put("q", "s:" + text);
    String value = "x" + "a".repeat(310) + "cb";
    assertThat(percolator.match(Document.of(Map.of("s", value))).ids()).containsExactly("q");
    assertThat(percolator.match(Document.of(Map.of("s", "a".repeat(299) + "b"))).ids()).isEmpty();
  }

  @Test
  void lucene_runs_it_as_its_own() throws Exception {
    Query query = new Percolator(FIELDS).parse("s:x*\\*y*");
    MemoryIndex index = new MemoryIndex();
    index.addField("s", "x1*y2", Analyzers.named(Analyzers.KEYWORD));
    IndexSearcher searcher = index.createSearcher();
    assertThat(query).isInstanceOf(RunsQuery.class);
    assertThat(query.rewrite(searcher)).isEqualTo(new WildcardQuery(new Term("s", "x*\\*y*")));
    assertThat(searcher.count(query)).isEqualTo(1);
    assertThat(query).hasToString("s:x*\\*y*");
    assertThat(query).isEqualTo(new Percolator(FIELDS).parse("s:x*\\*y*"));
  }

  @Test
  void what_has_other_wildcards_is_lucenes_from_the_start() {
    assertThat(new Percolator(FIELDS).parse("s:*a?b*"))
        .isEqualTo(new WildcardQuery(new Term("s", "*a?b*")));
  }
}
