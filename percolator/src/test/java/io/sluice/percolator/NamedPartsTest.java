package io.sluice.percolator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.junit.jupiter.api.Test;

/** Which named parts of a matching query fit by themselves. */
class NamedPartsTest {
  private static final int ROUNDS = 60 * Integer.getInteger("times", 1);
  private static final Fields FIELDS =
      Fields.builder().text("title").text("body").defaultFields("title").build();
  private static final MatchOptions NAMES = MatchOptions.ALL.withNames();

  private final Percolator percolator = new Percolator(FIELDS);

  private Map<String, List<String>> names(String title) {
    return percolator.match(Document.of(Map.of("title", title)), NAMES).names();
  }

  @Test
  void a_match_says_which_of_its_parts_fit() {
    percolator.put("q", "#energy:(oil OR gas) OR #metal:(gold AND NOT paint)");
    percolator.put("plain", "oil");
    assertThat(names("oil and gold")).isEqualTo(Map.of("q", List.of("energy", "metal")));
    assertThat(names("gold paint, gas")).isEqualTo(Map.of("q", List.of("energy")));
    assertThat(percolator.match(Document.of(Map.of("title", "oil"))).names()).isEmpty();
    assertThat(percolator.highlight("q", Document.of(Map.of("title", "crude oil"))))
        .isEqualTo(Map.of("title", List.of("crude <b>oil</b>")));
  }

  @Test
  void names_are_those_of_the_queries_that_fit_when_ids_have_an_order() throws IOException {
    percolator.put("m", "oil");
    percolator.put("x", "#ghost:(oil) +gold");
    percolator.put("b", "gold #x:(oil)");
    percolator.put("a", "zz");
    percolator.save(new ByteArrayOutputStream());
    MatchResult found = percolator.match(Document.of(Map.of("title", "oil")), NAMES);
    assertThat(found.ids()).containsExactly("b", "m");
    assertThat(found.names()).isEqualTo(Map.of("b", List.of("x")));
  }

  @Test
  void parts_that_do_not_decide_are_told_too() {
    percolator.put("q", "+oil #urgent:(now) -#never:(gas)");
    assertThat(names("oil")).isEmpty();
    assertThat(names("oil now")).isEqualTo(Map.of("q", List.of("urgent")));
    assertThat(names("oil now gas")).isEmpty();
  }

  @Test
  void names_go_into_each_other_and_keep_field_and_boost() {
    percolator.put("q", "body:(#a:(oil #b:(gas)^2)^3) #a:(title:gold)");
    Document document = Document.of(Map.of("body", "gas", "title", "tin"));
    assertThat(percolator.match(document, NAMES).names()).isEqualTo(Map.of("q", List.of("a", "b")));
    assertThat(names("gold oil gas")).isEqualTo(Map.of("q", List.of("a")));
    assertThat(percolator.parse("#a:(oil gas)^3 gold^" + "9".repeat(38)))
        .hasToString("(#a:(title:oil title:gas))^3.0 (title:gold)^1.0E37");
  }

  @Test
  void a_name_needs_its_parentheses_and_may_be_escaped() {
    assertThatThrownBy(() -> percolator.parse("#a:oil"))
        .isInstanceOf(QuerySyntaxException.class)
        .hasMessageContaining("no field \"#a\"");
    assertThatThrownBy(() -> percolator.parse("#a:(oil")).isInstanceOf(QuerySyntaxException.class);
    assertThatThrownBy(() -> percolator.parse("#a:(oil)^"))
        .isInstanceOf(QuerySyntaxException.class);
    Fields open = Fields.builder().text("title").open(true).defaultFields("title").build();
    assertThat(new Percolator(open).parse("\\#a:(oil)")).hasToString("#a:oil");
  }

  @Test
  void names_are_there_after_a_restart_and_when_all_is_built_anew() throws IOException {
    percolator.put("q", "#x:(oil) OR #y:(\"crude gas\")");
    for (int i = 0; i < 2100; i++) {
      percolator.put("other", "word" + i); // the dead outnumber the living
    }
    assertThat(names("oil, crude gas")).isEqualTo(Map.of("q", List.of("x", "y")));
    var out = new ByteArrayOutputStream();
    percolator.save(out);
    Restored back = Percolator.restore(FIELDS, new ByteArrayInputStream(out.toByteArray()));
    assertThat(back.percolator().match(Document.of(Map.of("title", "oil")), NAMES).names())
        .isEqualTo(Map.of("q", List.of("x")));
  }

  @Test
  void explain_shows_the_named_parts() {
    percolator.put("q", "+oil #urgent:(now)");
    assertThat(String.valueOf(percolator.explain("q", Document.of(Map.of("title", "oil")))))
        .contains("named urgent", "false  title:now");
  }

  @Test
  void lucene_finds_the_same_parts() {
    long seed = Long.getLong("seed", 1);
    int told = 0;
    for (int round = 0; round < ROUNDS; round++, seed++) {
      var random = new Random(seed);
      var queries = new RandomQueries(random);
      var stored = new Percolator(RandomQueries.FIELDS);
      Map<String, List<NamedQuery>> parts = new HashMap<>();
      for (int i = 0; i < 30; i++) {
        String id = "q" + i;
        parts.put(id, new ArrayList<>());
        stored.put(id, named(queries.query(4), random, parts.get(id)));
      }
      for (int i = 0; i < 20; i++) {
        Map<String, Object> document = queries.document();
        var lucene = new LuceneOracle(RandomQueries.FIELDS, document);
        MatchResult result = stored.match(Document.of(document), NAMES);
        Map<String, List<String>> expected = new TreeMap<>();
        for (String id : result.ids()) {
          var names = new TreeSet<String>();
          parts.get(id).stream()
              .filter(part -> lucene.matches(part.query()))
              .forEach(part -> names.add(part.name()));
          if (!names.isEmpty()) {
            expected.put(id, List.copyOf(names));
          }
        }
        assertThat(result.names()).as("-Dseed=%d: %s", seed, document).isEqualTo(expected);
        told += expected.size();
      }
    }
    assertThat(told).isGreaterThan(ROUNDS);
  }

  /** The same query with names here and there. */
  private static Query named(Query query, Random random, List<NamedQuery> found) {
    Query inner = query;
    if (query instanceof BooleanQuery bool) {
      var copy = new BooleanQuery.Builder();
      copy.setMinimumNumberShouldMatch(bool.getMinimumNumberShouldMatch());
      for (BooleanClause clause : bool.clauses()) {
        copy.add(named(clause.query(), random, found), clause.occur());
      }
      inner = copy.build();
    }
    if (random.nextInt(3) > 0) {
      return inner;
    }
    var part = new NamedQuery("n" + random.nextInt(4), inner);
    found.add(part);
    return part;
  }
}
