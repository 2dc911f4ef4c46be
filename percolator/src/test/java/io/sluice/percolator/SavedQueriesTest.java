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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.junit.jupiter.api.Test;

/** A percolator that is saved and read again answers as it did, and goes on. */
class SavedQueriesTest {
  private static final Fields FIELDS = RandomQueries.FIELDS;
  private static final Fields PLAIN =
      Fields.builder().text("t").field("n", FieldType.LONG).defaultFields("t").build();

  private static byte[] saved(Percolator percolator) throws IOException {
    var out = new ByteArrayOutputStream();
    percolator.save(out);
    return out.toByteArray();
  }

  private static Restored restored(Fields fields, byte[] file) throws IOException {
    return Percolator.restore(fields, new ByteArrayInputStream(file));
  }

  private static Document text(String text) {
    return Document.of(Map.of("t", text));
  }

  /** Against plain Lucene, with a restart every few documents and changes between. */
  @Test
  void finds_exactly_what_lucene_finds_after_each_restart() throws IOException {
    long seed = Long.getLong("seed", 1);
    int withoutTexts = 0;
    for (int round = 0; round < 8 * Integer.getInteger("times", 1); round++) {
      Random random = new Random(seed + round);
      RandomQueries generator = new RandomQueries(random);
      Percolator percolator = new Percolator(FIELDS);
      Map<String, Query> queries = new TreeMap<>();
      for (int step = 0; step < 40; step++) {
        for (int changes = random.nextInt(12); changes > 0; changes--) {
          String id = "q" + random.nextInt(60);
          if (random.nextInt(5) == 0) {
            assertThat(percolator.remove(id)).isEqualTo(queries.remove(id) != null);
          } else {
            String text = generator.text(2);
            queries.put(id, percolator.parse(text));
            percolator.put(new NewQuery(id, text, Set.of("s" + random.nextInt(3))));
          }
        }
        if (random.nextInt(3) == 0) {
          Restored again = restored(FIELDS, saved(percolator));
          assertThat(again.why()).isNull();
          assertThat(again.refused()).isEmpty();
          withoutTexts += again.compiled() == 0 && !queries.isEmpty() ? 1 : 0;
          assertThat(again.compiled()).isLessThanOrEqualTo(queries.size());
          assertThat(again.percolator().ids()).containsExactlyElementsOf(queries.keySet());
          for (String id : queries.keySet()) {
            assertThat(again.percolator().get(id)).isEqualTo(percolator.get(id));
            assertThat(again.percolator().tags(id)).isEqualTo(percolator.tags(id));
          }
          percolator = again.percolator();
        }
        Map<String, Object> document = generator.document();
        LuceneOracle oracle = new LuceneOracle(FIELDS, document);
        TreeSet<String> expected = new TreeSet<>();
        queries.forEach(
            (id, query) -> {
              if (oracle.matches(query)) {
                expected.add(id);
              }
            });
        assertThat(percolator.match(Document.of(document)).ids())
            .as("-Dseed=%d step %d: %s", seed + round, step, document)
            .containsExactlyElementsOf(expected);
      }
    }
    assertThat(withoutTexts).isPositive();
  }

  @Test
  void only_what_lucene_alone_understands_is_compiled_again() throws IOException {
    Percolator percolator = new Percolator(PLAIN);
    List<NewQuery> queries = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      queries.add(
          NewQuery.of(
              "q" + i,
              "w" + i + " AND (\"a b" + i % 7 + " c\" OR n:[" + i + " TO 4000] OR x* OR y~)"));
    }
    queries.add(NewQuery.of("sloppy", "\"a b\"~3"));
    queries.add(NewQuery.of("regex", "-w1 +/a.*(b|c)d?/"));
    queries.add(NewQuery.of("free", "*:* -w1"));
    percolator.putAll(queries);
    percolator.put("object", new TermQuery(new Term("t", "a")));
    percolator.remove("q7");
    Restored again = restored(PLAIN, saved(percolator));
    assertThat(again.compiled()).isEqualTo(2);
    assertThat(again.percolator().size()).isEqualTo(3002);
    Document document = Document.of(Map.of("t", "a b c w2 w7 axb w3", "n", 3));
    assertThat(again.percolator().match(document).ids())
        .containsExactly("free", "q2", "q3", "regex", "sloppy");
    int candidates = percolator.match(document).work().candidates();
    assertThat(again.percolator().match(document).work().candidates())
        .isBetween(candidates, candidates + 2); // programs that have lost their queries
    assertThat(again.percolator().explain("q3", document).toString())
        .isEqualTo(percolator.explain("q3", document).toString());
  }

  @Test
  void many_restarts_do_not_pile_up_what_is_lost() throws IOException {
    Percolator percolator = new Percolator(PLAIN);
    for (int i = 0; i < 300; i++) {
      percolator.put("q" + i, "\"a b" + i + "\"~2");
    }
    for (int restart = 0; restart < 12; restart++) {
      percolator = restored(PLAIN, saved(percolator)).percolator();
    }
    assertThat(percolator.stats().programs()).isLessThan(2000);
    assertThat(percolator.match(text("a b7")).ids()).containsExactly("q7");
  }

  @Test
  void what_was_learnt_of_the_stream_is_kept() throws IOException {
    Percolator percolator = new Percolator(PLAIN);
    for (int i = 0; i < 500; i++) {
      percolator.put("q" + i, "+often +rare" + i);
    }
    for (int i = 0; i < 300; i++) {
      percolator.match(text("often and often"));
    }
    Percolator again = restored(PLAIN, saved(percolator)).percolator();
    assertThat(again.match(text("often")).work().candidates()).isZero();
  }

  @Test
  void with_other_fields_the_texts_are_compiled_anew() throws IOException {
    Percolator percolator = new Percolator(PLAIN);
    percolator.put(new NewQuery("a", "oil", Set.of("x")));
    percolator.put("b", "n:[1 TO 5]");
    byte[] file = saved(percolator);
    Restored other =
        restored(Fields.builder().text("t", "english").defaultFields("t").build(), file);
    assertThat(other.why()).contains("n LONG keyword", "t TEXT english");
    assertThat(other.compiled()).isEqualTo(1);
    assertThat(other.refused().getFirst().id()).isEqualTo("b");
    assertThat(other.percolator().match(text("oils")).ids()).containsExactly("a");
    assertThat(other.percolator().tags("a")).containsExactly("x");
  }

  @Test
  void a_file_that_is_cut_off_or_changed_is_refused() throws IOException {
    Percolator percolator = new Percolator(PLAIN);
    percolator.put("a", "oil");
    byte[] file = saved(percolator);
    for (int at = 0; at < file.length; at += 7) {
      byte[] bad = file.clone();
      bad[at] ^= 4;
      assertThatThrownBy(() -> restored(PLAIN, bad)).isInstanceOf(IOException.class);
      byte[] cut = java.util.Arrays.copyOf(file, at);
      assertThatThrownBy(() -> restored(PLAIN, cut)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void what_was_saved_some_time_ago_is_brought_up_to_date() throws IOException {
    Percolator percolator = new Percolator(PLAIN);
    percolator.putAll(
        List.of(
            NewQuery.of("a", "oil"),
            NewQuery.of("b", "oil"),
            NewQuery.of("c", "oil"),
            NewQuery.of("e", "oil")));
    Percolator again = restored(PLAIN, saved(percolator)).percolator();
    BulkResult result =
        again.become(
            List.of(
                NewQuery.of("a", "oil"),
                NewQuery.of("b", "gas"),
                new NewQuery("d", "oil", Set.of()),
                new NewQuery("e", "(oil", Set.of())));
    assertThat(result.stored()).isEqualTo(2);
    assertThat(result.refused()).hasSize(1);
    assertThat(again.ids()).containsExactly("a", "b", "d");
    assertThat(again.match(text("oil")).ids()).containsExactly("a", "d");
    assertThat(again.match(text("gas")).ids()).containsExactly("b");
    assertThat(again.become(List.of(new NewQuery("a", "oil", Set.of("x")))).stored()).isEqualTo(1);
    assertThat(again.ids()).containsExactly("a");
  }

  @Test
  void changes_go_on_while_it_is_saved() throws Exception {
    Percolator percolator = new Percolator(PLAIN);
    for (int i = 0; i < 2000; i++) {
      percolator.put("q" + i, "oil w" + i);
    }
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < 4_000; i++) {
                    percolator.put("q" + i % 2000, "oil \"gas w" + i % 999 + "\" v" + i);
                    percolator.remove("q" + (i + 1000) % 2000);
                    percolator.put("q" + (i + 1000) % 2000, "oil x" + i + "*");
                  }
                });
    int saves = 0;
    while (writer.isAlive() && saves < 50) {
      Percolator again = restored(PLAIN, saved(percolator)).percolator();
      assertThat(again.size()).isBetween(1999, 2000);
      assertThat(again.match(text("oil")).ids()).hasSizeBetween(1999, 2000);
      saves++;
    }
    writer.join();
    assertThat(saves).isPositive();
  }
}
