package io.sluice.cep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.task.OutputRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Aggregates of a match go on from row to row. Over values that are all different, DISTINCT changes
 * nothing but that it can not go on, so it is computed from the first row each time: the judge.
 */
class RunningAggregatesTest {
  private static final int DUELS = 400 * Integer.getInteger("times", 1);
  private static final List<String> PATTERNS =
      List.of(
          "A+ B", "(A | B)+ C", "(A B?)+? C", "A (B A)* C?", "(A -> B){2}", "PERMUTE(A+, B, C)");

  @Test
  void going_on_is_the_same_as_beginning_anew() {
    long seed = Long.getLong("seed", 1);
    int found = 0;
    for (long end = seed + DUELS; seed < end; seed++) {
      var random = new Random(seed);
      String query = query(random);
      long from = random.nextLong(1000);
      int count = 2 + random.nextInt(14);
      List<String> going = rows(query.replace("DISTINCT ", ""), new Random(from), count);
      List<String> anew = rows(query, new Random(from), count);
      assertThat(going).as("-Dseed=%d %s", seed, query).isEqualTo(anew);
      found += going.size();
    }
    assertThat(found).isGreaterThan(DUELS);
  }

  private static String query(Random random) {
    String pattern = PATTERNS.get(random.nextInt(PATTERNS.size()));
    String skip = random.nextBoolean() ? "PAST LAST ROW" : "TO NEXT ROW";
    return """
        CREATE STREAM s (u INT, ts TIMESTAMP(3));
        SELECT * FROM s MATCH_RECOGNIZE (
          ORDER BY ts
          MEASURES SUM(DISTINCT u) AS total, COUNT(DISTINCT A.u) AS a, MAX(DISTINCT B.u) AS b
          ALL ROWS PER MATCH
          AFTER MATCH SKIP %s
          PATTERN (%s)
          DEFINE A AS SUM(DISTINCT A.u) < %d OR COUNT(DISTINCT B.u) > %d,
                 B AS AVG(DISTINCT u) %s %d AND MIN(DISTINCT A.u) < %d
        );
        """
        .formatted(
            skip,
            pattern.contains("C") ? pattern : pattern + " C",
            random.nextInt(400),
            random.nextInt(3),
            random.nextBoolean() ? "<" : ">",
            random.nextInt(100),
            random.nextInt(100));
  }

  private static List<String> rows(String script, Random random, int count) {
    List<OutputRow> rows = new ArrayList<>();
    Engine engine = Engine.create(rows::add);
    engine.execute(script);
    List<Integer> values =
        new ArrayList<>(random.ints(0, 100).distinct().limit(count).boxed().toList());
    for (int i = 0; i < count; i++) {
      engine.publish("s", Map.of("u", values.get(i), "ts", i * 1000L));
    }
    engine.end();
    return rows.stream().map(row -> Arrays.toString(row.values())).toList();
  }
}
