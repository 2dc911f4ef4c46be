package io.sluice.cep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.event.Event;
import io.sluice.cep.task.Limits;
import io.sluice.cep.task.Matching;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * PREV and NEXT, in conditions and measures, from the current row and from others: the clear
 * matcher, which keeps the rows of each partition, judges those that keep them around taken rows.
 */
class NeighboursDuelTest {
  private static final int DUELS = 40 * Integer.getInteger("times", 1);

  @Test
  void rows_around_those_of_a_match_are_the_same() {
    long seed = Long.getLong("seed", 1);
    var rows = new TreeMap<String, Integer>();
    for (long end = seed + DUELS; seed < end; seed++) {
      var random = new Random(seed);
      String statement = statement(random);
      List<Event> events = MatchingDuelTest.events(random, statement);
      String matcher = MatchingDuelTest.matcher(statement);
      if (matcher.isEmpty() || matcher.equals("CLEAR")) {
        rows.merge(matcher + " skipped", 1, Integer::sum);
        continue;
      }
      boolean few = !statement.contains("NO SKIP") && random.nextInt(4) == 0;
      var limits = few && matcher.equals("RUNS") ? new Limits(2, 3, 100_000) : Limits.DEFAULT;
      String what =
          "seed %d, %s, %s%n%s%n%s"
              .formatted(seed, matcher, limits, statement, MatchingDuelTest.text(events));
      List<List<String>> clear =
          MatchingDuelTest.run(statement, events, Matching.CLEAR, limits, false);
      assertThat(MatchingDuelTest.run(statement, events, Matching.FASTEST, limits, false))
          .as(what)
          .isEqualTo(clear);
      assertThat(MatchingDuelTest.run(statement, events, Matching.FASTEST, limits, true))
          .as("restored, %s", what)
          .isEqualTo(clear);
      rows.merge(matcher, clear.stream().mapToInt(List::size).sum() - 1, Integer::sum);
    }
    System.out.printf("%d duels, rows %s, last seed %d%n", DUELS, rows, seed - 1);
    assertThat(rows.getOrDefault("TABLE", 0)).isGreaterThan(DUELS);
    assertThat(rows.getOrDefault("RUNS", 0)).isPositive();
    assertThat(rows.getOrDefault("SETS", 0)).isPositive();
  }

  private static String statement(Random random) {
    String skip =
        pick(
            random,
            "NO SKIP",
            "SKIP TO NEXT ROW",
            "SKIP TO NEXT ROW",
            "SKIP PAST LAST ROW",
            "SKIP PAST LAST ROW",
            "SKIP TO LAST B");
    boolean every = skip.equals("NO SKIP");
    String pattern =
        pick(
            random,
            "A B",
            "A B+",
            "A -> B",
            "A ->> B",
            "A -> B C?",
            "A+ B",
            "(A | B) C",
            "A B? C",
            "A (B C)+?",
            "A",
            "A -> B+ -> C");
    if (!every && random.nextInt(10) == 0) {
      pattern = "^ " + pattern;
    }
    boolean correlated = !every && random.nextInt(3) == 0;
    boolean ahead = !every && random.nextInt(2) == 0;
    var define = new ArrayList<String>();
    for (String variable : List.of("A", "B", "C")) {
      if (pattern.contains(variable) && random.nextInt(6) > 0) {
        define.add(variable + " AS " + condition(random, variable, pattern, correlated, ahead));
      }
    }
    if (define.isEmpty()) {
      define.add("A AS A.i > PREV(A.i)");
    }
    boolean trailing = !every && random.nextInt(8) == 0 && pattern.indexOf('?') < 0;
    boolean within = trailing || random.nextInt(2) == 0 || every;
    boolean timeouts = within && !every && random.nextInt(5) == 0;
    boolean bounded = !within && random.nextInt(2) == 0;
    var measures = new ArrayList<String>();
    for (int n = 0, size = random.nextInt(3); n < size; n++) {
      measures.add(measure(random, pattern, ahead) + " AS m" + n);
    }
    measures.add("COUNT(*) AS c");
    return ("%sSELECT * FROM e MATCH_RECOGNIZE (%s ORDER BY ts MEASURES %s%s AFTER MATCH %s"
            + " PATTERN (%s)%s DEFINE %s) AS m")
        .formatted(
            bounded ? "" : "CREATE PATTERN p WITH (unbounded = 'true') AS ",
            random.nextInt(3) == 0 ? "" : pick(random, "PARTITION BY k", "PARTITION BY f"),
            String.join(", ", measures),
            timeouts
                ? " ONE ROW PER MATCH SHOW TIMEOUT MATCHES"
                : every
                    ? pick(random, "", " ALL ROWS PER MATCH")
                    : pick(
                        random,
                        "",
                        "",
                        " ALL ROWS PER MATCH",
                        " ALL ROWS PER MATCH WITH UNMATCHED ROWS"),
            !skip.endsWith("B") || pattern.contains("A B") ? skip : "SKIP TO NEXT ROW",
            pattern + (trailing ? " -> NOT C" : ""),
            within ? " WITHIN INTERVAL '%d' SECOND".formatted(1 + random.nextInt(9)) : "",
            String.join(", ", define));
  }

  private static String condition(
      Random random, String v, String pattern, boolean correlated, boolean ahead) {
    String other = pattern.contains("A") && !v.equals("A") ? "A" : v;
    String text =
        switch (random.nextInt(correlated ? 6 : 3)) {
          case 0 -> "@.i %s PREV(@.i)";
          case 1 -> "@.d %s PREV(@.d, 2)";
          case 2 -> "@.i %s 1";
          case 3 -> "@.i %s PREV(FIRST(O.i))";
          case 4 -> "PREV(@.i) %s O.i";
          default -> "@.i %s LAST(O.i)";
        };
    if (ahead && random.nextBoolean()) {
      text =
          pick(
              random,
              "@.i %s NEXT(@.i)",
              "NEXT(@.d, 2) %s @.d",
              correlated ? "NEXT(FIRST(O.i)) %s @.i" : "NEXT(@.s) %s @.s");
    }
    String first = text.formatted(pick(random, "<", "<=", ">", ">=", "=", "<>"));
    return first.replace("@", v).replace("O.", other + ".")
        + (random.nextInt(4) == 0 ? " AND " + MatchingDuelTest.condition(random, v, 1) : "");
  }

  private static String measure(Random random, String pattern, boolean ahead) {
    String v = pick(random, "A", "B", "C");
    if (!pattern.contains(v)) {
      v = "A";
    }
    String text =
        pick(
            random,
            "PREV(@.i)",
            "PREV(FIRST(@.d), 2)",
            "PREV(LAST(@.s, 1))",
            "CLASSIFIER(@)",
            "PREV(i)",
            "@.i - PREV(@.i)",
            ahead ? "NEXT(@.i)" : "LAST(@.i)",
            ahead ? "NEXT(FIRST(@.d), 2)" : "FIRST(@.d)",
            ahead ? "NEXT(LAST(i))" : "PREV(LAST(i))");
    return text.replace("@", v);
  }

  private static String pick(Random random, String... of) {
    return MatchingDuelTest.pick(random, of);
  }
}
