package io.sluice.percolator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.junit.jupiter.api.Test;

/**
 * The percolator against plain Lucene on random queries of every class. {@code -Dseed=} repeats a
 * run, {@code -Dduel.seconds=} makes it longer. A pair that fails is made smaller before it is
 * shown.
 */
class DuelTest {
  private static final Fields FIELDS = RandomQueries.FIELDS;
  private static final int ROUNDS = 60 * Integer.getInteger("times", 1);

  private long candidates;
  private long verifications;
  private long luceneRuns;
  private long pairs;
  private long matches;

  @Test
  void finds_exactly_what_lucene_finds() {
    long seed = Long.getLong("seed", 1);
    for (int i = 0; i < ROUNDS; i++) {
      round(seed + i);
    }
    System.out.printf(
        "duel: -Dseed=%d, %d rounds, %d pairs, %d matches, %d candidates, %d programs run, %d by Lucene%n",
        seed, ROUNDS, pairs, matches, candidates, verifications, luceneRuns);
    assertThat(candidates).isGreaterThanOrEqualTo(matches).isLessThan(pairs * 2 / 3);
    assertThat(verifications).isLessThan(pairs / 3);
    assertThat(luceneRuns).isPositive().isLessThan(pairs / 4);
  }

  private void round(long seed) {
    Random random = new Random(seed);
    RandomQueries generator = new RandomQueries(random);
    Percolator percolator = new Percolator(FIELDS);
    Map<String, Query> queries = new TreeMap<>();
    for (int i = 0; i < 80; i++) {
      String id = "q" + random.nextInt(60);
      if (random.nextInt(6) == 0) {
        assertThat(percolator.remove(id)).isEqualTo(queries.remove(id) != null);
      } else if (random.nextInt(3) == 0) {
        String text = generator.text(2);
        queries.put(id, percolator.parse(text));
        percolator.put(id, text);
      } else {
        Query query = generator.query(3);
        queries.put(id, query);
        percolator.put(id, query);
      }
    }
    assertThat(percolator.ids()).containsExactlyElementsOf(queries.keySet());
    for (int i = 0; i < 20; i++) {
      if (random.nextInt(8) == 0) {
        percolator.tidy(); // anchors chosen anew, postings packed
      }
      if (random.nextInt(8) == 0) {
        String text = generator.text(2);
        queries.put("late" + i, percolator.parse(text));
        percolator.put("late" + i, text);
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
      MatchResult result = percolator.match(Document.of(document));
      candidates += result.work().candidates();
      verifications += result.work().programRuns();
      luceneRuns += result.work().luceneRuns();
      matches += expected.size();
      pairs += queries.size();
      if (!result.ids().equals(List.copyOf(expected))) {
        explain(seed, queries, document, expected, result);
      }
    }
  }

  private static void explain(
      long seed,
      Map<String, Query> queries,
      Map<String, Object> document,
      Collection<String> expected,
      MatchResult result) {
    for (Map.Entry<String, Query> entry : queries.entrySet()) {
      if (expected.contains(entry.getKey()) == result.ids().contains(entry.getKey())) {
        continue;
      }
      BiPredicate<Query, Map<String, Object>> fails = DuelTest::disagree;
      if (!fails.test(entry.getValue(), document)) {
        fail(
            "-Dseed=%d: only together with the others: %s %s on %s",
            seed, expected.contains(entry.getKey()) ? "lost" : "invented", entry, document);
      }
      Query query = entry.getValue();
      Map<String, Object> small = document;
      boolean shrunk = true;
      while (shrunk) {
        shrunk = false;
        for (Query candidate : smaller(query)) {
          if (fails.test(candidate, small)) {
            query = candidate;
            shrunk = true;
            break;
          }
        }
        for (Map<String, Object> candidate : smaller(small)) {
          if (fails.test(query, candidate)) {
            small = candidate;
            shrunk = true;
            break;
          }
        }
      }
      fail(
          "-Dseed=%d: %s by the percolator: %s (%s) on %s",
          seed,
          new LuceneOracle(FIELDS, small).matches(query) ? "lost" : "invented",
          query,
          query.getClass().getSimpleName(),
          small);
    }
  }

  private static boolean disagree(Query query, Map<String, Object> document) {
    Percolator alone = new Percolator(FIELDS);
    alone.put("q", query);
    return alone.match(Document.of(document)).ids().isEmpty()
        == new LuceneOracle(FIELDS, document).matches(query);
  }

  private static List<Query> smaller(Query query) {
    List<Query> result = new ArrayList<>();
    switch (query) {
      case BooleanQuery bool -> {
        for (BooleanClause clause : bool.clauses()) {
          result.add(clause.query());
        }
        for (int skip = 0; skip < bool.clauses().size(); skip++) {
          BooleanQuery.Builder rest = new BooleanQuery.Builder();
          rest.setMinimumNumberShouldMatch(bool.getMinimumNumberShouldMatch());
          for (int i = 0; i < bool.clauses().size(); i++) {
            if (i != skip) {
              rest.add(bool.clauses().get(i));
            }
          }
          result.add(rest.build());
        }
      }
      case org.apache.lucene.search.BoostQuery boost -> result.add(boost.getQuery());
      case org.apache.lucene.search.ConstantScoreQuery constant -> result.add(constant.getQuery());
      case org.apache.lucene.search.DisjunctionMaxQuery max -> result.addAll(max.getDisjuncts());
      default -> {}
    }
    return result;
  }

  private static List<Map<String, Object>> smaller(Map<String, Object> document) {
    List<Map<String, Object>> result = new ArrayList<>();
    document.forEach(
        (name, value) -> {
          Map<String, Object> without = new LinkedHashMap<>(document);
          without.remove(name);
          result.add(without);
          for (Object less : smallerValues(value)) {
            Map<String, Object> changed = new LinkedHashMap<>(document);
            changed.put(name, less);
            result.add(changed);
          }
        });
    return result;
  }

  private static List<Object> smallerValues(Object value) {
    List<Object> result = new ArrayList<>();
    if (value instanceof List<?> values) {
      for (int skip = 0; skip < values.size(); skip++) {
        List<Object> rest = new ArrayList<>(values);
        Object gone = rest.remove(skip);
        result.add(rest);
        for (Object less : smallerValues(gone)) {
          List<Object> changed = new ArrayList<>(values);
          changed.set(skip, less);
          result.add(changed);
        }
      }
    } else if (value instanceof String text && text.contains(" ")) {
      String[] words = text.split(" ");
      for (int skip = 0; skip < words.length; skip++) {
        List<String> rest = new ArrayList<>(List.of(words));
        rest.remove(skip);
        result.add(String.join(" ", rest));
      }
    }
    return result;
  }
}
