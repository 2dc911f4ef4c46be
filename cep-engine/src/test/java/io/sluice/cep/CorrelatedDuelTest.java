package io.sluice.cep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.event.Event;
import io.sluice.cep.explain.Explanation;
import io.sluice.cep.plan.Catalog;
import io.sluice.cep.task.Control;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.Limits;
import io.sluice.cep.task.Matching;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Patterns that compare their rows with each other so that partial matches can be looked up: equal
 * columns all along, thresholds, differences. The clear matcher, which asks each partial match,
 * judges.
 */
class CorrelatedDuelTest {
  private static final int DUELS = 60 * Integer.getInteger("times", 1);

  private static final double[] ODD = {
    -0.0,
    0.1,
    0.2,
    0.30000000000000004,
    Math.nextUp(1.5),
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };

  @Test
  void what_is_looked_up_is_what_the_clear_matcher_finds() {
    long seed = Long.getLong("seed", 1);
    var rows = new TreeMap<String, Integer>();
    for (long end = seed + DUELS; seed < end; seed++) {
      var random = new Random(seed);
      String statement = statement(random);
      // Every run of a loop doubles with each row.
      boolean many = statement.contains("NO SKIP") && statement.contains("RELAXED");
      List<Event> events = events(random, many ? 14 : 40);
      String by = lookups(statement);
      if (by.isEmpty()) {
        continue;
      }
      String what =
          "seed %d, %s%n%s%n%s".formatted(seed, by, statement, MatchingDuelTest.text(events));
      // A limit counts otherwise where keys are smaller, for every match, and not for sets.
      boolean counts =
          !by.contains("KEY") && !by.contains("SETS") && !statement.contains("NO SKIP");
      boolean few = random.nextInt(4) == 0 && counts;
      var limits = few ? new Limits(2, 5, 100_000) : Limits.DEFAULT;
      List<List<String>> clear =
          MatchingDuelTest.run(statement, events, Matching.CLEAR, limits, false);
      assertThat(MatchingDuelTest.run(statement, events, Matching.FASTEST, limits, false))
          .as(what)
          .isEqualTo(clear);
      // Storing and restoring behind each event takes most of the time.
      if (seed % 3 == 0) {
        assertThat(MatchingDuelTest.run(statement, events, Matching.FASTEST, limits, true))
            .as("restored, %s", what)
            .isEqualTo(clear);
      }
      int told = clear.stream().mapToInt(List::size).sum() - 1;
      for (String each : List.of("KEY", "HASH", "TREE", "RUNS", "SETS", "TABLE", "CLEAR")) {
        rows.merge(each, by.contains(each) ? told : 0, Integer::sum);
      }
    }
    System.out.printf("%d duels, rows %s, last seed %d%n", DUELS, rows, seed - 1);
    assertThat(rows.getOrDefault("KEY", 0)).isGreaterThan(DUELS / 2);
    assertThat(rows.getOrDefault("HASH", 0)).isPositive();
    assertThat(rows.getOrDefault("TREE", 0)).isPositive();
  }

  /** The second row of k0 begins nothing: the match takes it. */
  @Test
  void what_a_match_has_taken_is_not_given_up_for_a_limit() {
    for (Matching matching : List.of(Matching.CLEAR, Matching.FASTEST)) {
      EngineTask task = Engine.newTask(new Limits(10, 1, 100_000), matching);
      List.of(
              MatchingDuelTest.STREAM,
              "CREATE PATTERN p AS SELECT * FROM e MATCH_RECOGNIZE (PARTITION BY k ORDER BY ts"
                  + " MEASURES A.i AS i AFTER MATCH SKIP PAST LAST ROW PATTERN (A -> B) WITHIN"
                  + " INTERVAL '7' SECOND DEFINE A AS A.i <= 2, B AS B.i > A.i AND B.i < 9) AS m")
          .forEach(each -> task.onControl(new Control.Deploy(each, 1), row -> {}));
      String[] keys = {"k0", "k0", "k1", "k0"};
      int[] numbers = {0, 1, 1, 1};
      for (int n = 0; n < keys.length; n++) {
        @Nullable Object[] values = {keys[n], numbers[n], 1L, 1.0, null, "s", true, n * 10L};
        task.onEvent(new Event("e", n * 10L, n, values, Map.of()), row -> {});
      }
      var stats = task.stats().patterns().get("p");
      assertThat(stats.matches()).isOne();
      assertThat(stats.dropped()).as("of two keys one, by %s", matching).isOne();
    }
  }

  /** Each start of a key labels the rows again that stand behind it. */
  @Test
  void labels_of_starts_that_are_over_do_not_stay() {
    EngineTask task = Engine.newTask();
    List.of(
            MatchingDuelTest.STREAM,
            "CREATE PATTERN p AS SELECT * FROM e MATCH_RECOGNIZE (ORDER BY ts MEASURES A.i AS i"
                + " AFTER MATCH SKIP PAST LAST ROW PATTERN (A -> RELAXED(B+) -> C) WITHIN INTERVAL"
                + " '20' SECOND DEFINE A AS A.i = 1, B AS B.i > A.i, C AS C.i = 0) AS m")
        .forEach(each -> task.onControl(new Control.Deploy(each, 1), row -> {}));
    for (int n = 0; n < 8_000; n++) {
      @Nullable Object[] values = {"k", n % 20 == 0 ? 1 : 2, 1L, 1.0, null, "s", true, n * 10L};
      task.onEvent(new Event("e", n * 10L, n, values, Map.of()), row -> {});
    }
    long[] bytes = {0};
    task.drainDirty(
        new EngineTask.StateWriter() {
          @Override
          public void put(byte[] name, byte[] value) {
            bytes[0] += value.length;
          }

          @Override
          public void delete(byte[] name) {}
        });
    assertThat(bytes[0]).as("of 2,000 rows").isLessThan(500_000);
  }

  /** How partial matches are found; empty where the statement is refused. */
  private static String lookups(String statement) {
    CompileResult result =
        StatementCompiler.compile(MatchingDuelTest.STREAM + ";" + statement, Catalog.EMPTY);
    return result.statements().getLast() instanceof Compiled.Query query
        ? String.join(" ", Explanation.of(query.standing()).waiting().values())
        : "";
  }

  private static String statement(Random random) {
    String pattern =
        pick(
            random,
            "A -> B",
            "A ->> B",
            "A -> B -> C",
            "A ->> B ->> C",
            "A -> B ->> C",
            "A -> NOT N -> B",
            "A ->> NOT N ->> B",
            "A -> RELAXED(B+) -> C",
            "A ->> RELAXED(B{2}) ->> C",
            "A -> (B | C) -> C",
            "(A | B) -> C",
            "(A | B) ->> C",
            "RELAXED(A+) -> B",
            "A -> RELAXED(B*) -> C",
            "A -> RELAXED(B+)",
            "RELAXED((A -> B){2})",
            "A B",
            "A -> B C",
            "A -> NOT N -> B -> C",
            "A -> B C?");
    boolean not = pattern.contains("NOT");
    String skip =
        pick(
            random,
            "NO SKIP",
            "NO SKIP",
            "SKIP TO NEXT ROW",
            "SKIP TO NEXT ROW",
            "SKIP TO NEXT ROW",
            "SKIP PAST LAST ROW");
    String trailing = !skip.equals("NO SKIP") && random.nextInt(4) == 0 && !not ? " -> NOT N" : "";
    var variables = new ArrayList<String>();
    for (String variable : List.of("A", "B", "C", "N")) {
      if ((pattern.replace("NOT", "") + trailing.replace("NOT", "")).contains(variable)) {
        variables.add(variable);
      }
    }
    String key = pick(random, "V.i", "V.b", "V.d", "V.x", "V.s", "V.f", "V.k", "V.d * 2e0", "V.i");
    var define = new ArrayList<String>();
    for (String variable : variables) {
      String condition = condition(random, variable, key, pattern);
      if (!condition.isEmpty()) {
        define.add(variable + " AS " + condition);
      }
    }
    if (define.isEmpty()) {
      define.add("A AS A.i > 1");
    }
    boolean bounded = random.nextInt(8) == 0;
    return ("%sSELECT * FROM e MATCH_RECOGNIZE (%s ORDER BY ts MEASURES FIRST(i) AS a, LAST(d) AS"
            + " b, COUNT(*) AS c %s AFTER MATCH %s PATTERN (%s) WITHIN INTERVAL '%d' SECOND DEFINE"
            + " %s) AS m")
        .formatted(
            bounded ? "" : "CREATE PATTERN p AS ",
            random.nextInt(2) == 0
                ? ""
                : pick(random, "PARTITION BY k", "PARTITION BY f", "PARTITION BY i"),
            random.nextInt(8) == 0 && !bounded ? "ALL ROWS PER MATCH" : "",
            skip,
            pattern + trailing,
            1 + random.nextInt(12),
            String.join(", ", define));
  }

  private static String condition(Random random, String v, String key, String pattern) {
    boolean first = v.equals("A");
    var parts = new ArrayList<String>();
    boolean keyed = !first && random.nextInt(3) > 0;
    if (keyed && random.nextInt(12) > 0) {
      parts.add(equality(random, v, key));
    }
    if (first && random.nextInt(6) == 0 || first && pattern.contains("A+")) {
      parts.add(key.replace("V", v) + " = FIRST(" + key.replace("V", v) + ")");
    }
    if (random.nextInt(3) == 0) {
      parts.add(MatchingDuelTest.condition(random, v, random.nextInt(2)));
    }
    if (!first && random.nextInt(keyed ? 4 : 2) == 0) {
      parts.add(
          pick(
                  random,
                  "V.d %s A.d",
                  "V.b %s A.b",
                  "V.i %s A.i",
                  "V.s %s A.s",
                  "V.x %s A.x",
                  "V.ts %s A.ts",
                  "V.d %s A.i",
                  "V.d %s -A.d",
                  "V.b %s LAST(b, 1)",
                  "V.d - A.d %s 0.1e0",
                  "V.d - A.d %s 1e0",
                  "A.d - V.d %s V.b",
                  "V.d %s A.d + V.d",
                  "A.i + V.d %s A.d",
                  "0.5e0 %s V.d + A.d",
                  "V.ts - A.ts %s INTERVAL '2' SECOND",
                  "INTERVAL '1' SECOND %s A.ts - V.ts",
                  "V.x %s 2 * A.x",
                  "V.x * 2 %s A.x + 1",
                  "V.x - A.x %s 0.5",
                  "V.x + A.x %s A.i",
                  "V.x %s A.x + V.x",
                  "V.b + 1 %s A.b")
              .formatted(pick(random, "<", "<=", ">", ">=", "=", "<>"))
              .replace("V", v));
    }
    if (!first && random.nextInt(8) == 0) {
      parts.add(equality(random, v, pick(random, "V.s", "V.f", "V.k")));
    }
    return String.join(" AND ", parts);
  }

  private static String equality(Random random, String v, String key) {
    String other = pick(random, "A", "A", "A", "A", "B", "FIRST", "LAST", "SELF").replace(v, "A");
    String theirs =
        switch (other) {
          case "FIRST" -> "FIRST(%s)".formatted(key.replace("V.", ""));
          case "SELF" -> "LAST(%s)".formatted(key.replace("V", v));
          case "LAST" -> "LAST(%s, 1)".formatted(key.replace("V.", ""));
          default -> key.replace("V", other);
        };
    String mine = key.replace("V", v);
    return random.nextBoolean() ? mine + " = " + theirs : theirs + " = " + mine;
  }

  private static String pick(Random random, String... of) {
    return MatchingDuelTest.pick(random, of);
  }

  /** Many rows of one time, and values that are equal and are not written so. */
  private static List<Event> events(Random random, int most) {
    var events = new ArrayList<Event>();
    long time = 0;
    int few = 2 + random.nextInt(3);
    for (int n = 0, size = 5 + random.nextInt(most); n < size; n++) {
      @Nullable Object[] values = {
        "k" + random.nextInt(2),
        random.nextInt(few),
        (long) random.nextInt(few),
        random.nextInt(10) == 0
            ? Double.NaN
            : random.nextInt(6) == 0 ? ODD[random.nextInt(ODD.length)] : random.nextInt(few) / 2.0,
        new BigDecimal(pick(random, "1", "1.5", "1.50", "1.0", "2.25", "-9999.99", "0.99", "3")),
        pick(random, "a", "b", "ab", "abcd", "abce", "\uFFFD", "\uD83D\uDE00"),
        random.nextBoolean(),
        time
      };
      if (random.nextInt(3) == 0) {
        values[random.nextInt(7)] = null;
      }
      events.add(new Event("e", time, n, values, Map.of()));
      time += random.nextInt(2) == 0 ? 0 : 500L * (1 + random.nextInt(3));
    }
    return events;
  }
}
