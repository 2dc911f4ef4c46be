package io.sluice.cep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.event.Event;
import io.sluice.cep.task.Control;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.Limits;
import io.sluice.cep.task.Matching;
import io.sluice.cep.task.OutputRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random statements, by the fastest matcher and by the clear one, which asks conditions in another
 * way too: equal rows, ids and figures, also where the task is stored and restored after each
 * event.
 */
class MatchingDuelTest {
  private static final int DUELS = 120 * Integer.getInteger("times", 1);
  private static final String STREAM =
      "CREATE STREAM e (k STRING, i INT, b BIGINT, d DOUBLE, x DECIMAL(6,2), s STRING, f BOOLEAN,"
          + " ts TIMESTAMP(3), WATERMARK FOR ts AS ts)";

  @Test
  void statements_run_alike_by_the_fastest_and_the_clear_matcher() {
    long seed = Long.getLong("seed", 1);
    int rows = 0;
    for (long end = seed + DUELS; seed < end; seed++) {
      var random = new Random(seed);
      String statement = statement(random);
      List<Event> events = events(random);
      String what = "seed %d%n%s%n%s".formatted(seed, statement, text(events));
      List<List<String>> clear = run(statement, events, Matching.CLEAR, false);
      assertThat(run(statement, events, Matching.FASTEST, false)).as(what).isEqualTo(clear);
      assertThat(run(statement, events, Matching.FASTEST, true))
          .as("restored, %s", what)
          .isEqualTo(clear);
      rows += clear.stream().mapToInt(List::size).sum() - 1;
    }
    System.out.printf("%d duels, %d rows, last seed %d%n", DUELS, rows, seed - 1);
    assertThat(rows).isGreaterThan(DUELS);
  }

  private static String statement(Random random) {
    boolean pair = random.nextInt(3) > 0;
    String skip = pick(random, "NO SKIP", "SKIP TO NEXT ROW", "SKIP PAST LAST ROW");
    String pattern =
        pair
            ? pick(random, "A ->> B", "A -> B")
            : pick(random, "A B+ C?", "A -> B ->> C", "A ->> B ->> C", "(A | B) C", "A B*? C");
    String define =
        pair
            ? (random.nextBoolean() ? "A AS " + condition(random, "A", 1) + ", " : "")
                + "B AS "
                + between(random)
                + (random.nextBoolean() ? " AND " + condition(random, "B", 1) : "")
            : "A AS %s, B AS %s, C AS %s"
                .formatted(
                    condition(random, "A", 2),
                    condition(random, "B", 2),
                    condition(random, "C", 2));
    String measures =
        pick(
            random,
            "A.i AS a, B.d AS b, LAST(B.s) AS c",
            "FIRST(B.i) AS a, COUNT(*) AS b, MATCH_START() AS c");
    return ("CREATE PATTERN p WITH (unbounded = 'true') AS SELECT * FROM e MATCH_RECOGNIZE (%s"
            + " ORDER BY ts MEASURES %s AFTER MATCH %s PATTERN (%s) WITHIN INTERVAL '%d' SECOND"
            + " DEFINE %s) AS m")
        .formatted(
            random.nextInt(3) == 0
                ? ""
                : pick(random, "PARTITION BY k", "PARTITION BY f", "PARTITION BY k, f"),
            measures,
            skip,
            pattern,
            1 + random.nextInt(9),
            define);
  }

  private static String between(Random random) {
    String left = pick(random, "B.d", "B.i", "2.5e0 * B.d", "B.d + B.i", "-B.d", "B.b / 2e0");
    String right = pick(random, "A.d", "A.d * 2", "A.i", "A.d - 1e0", "A.d / A.i");
    String op = pick(random, "<", "<=", ">", ">=", "=", "<>");
    return random.nextBoolean()
        ? "%s %s %s".formatted(left, op, right)
        : "%s %s %s".formatted(right, op, left);
  }

  private static String condition(Random random, String v, int depth) {
    if (depth > 0 && random.nextInt(2) == 0) {
      String a = condition(random, v, depth - 1);
      String b = condition(random, v, depth - 1);
      return pick(
          random,
          "(%s AND %s)".formatted(a, b),
          "(%s OR %s)".formatted(a, b),
          "NOT (%s)".formatted(a),
          "(%s) IS NOT TRUE".formatted(a),
          "(%s) IS UNKNOWN".formatted(a));
    }
    return pick(
            random,
            "V.i %s 2",
            "V.d %s 1.5e0",
            "V.b %s 3",
            "V.x %s 1.5",
            "V.s %s 'b'",
            "V.i %s V.b",
            "V.d %s V.i",
            "1 %s V.d",
            "V.i IN (1, 3, NULL)",
            "V.s IN ('a', 'c')",
            "V.d NOT IN (0.5e0, 2e0)",
            "V.s LIKE '%%b'",
            "V.f",
            "V.i IS NULL",
            "V.i + 1 %s 3",
            "UPPER(V.s) = 'A'",
            "6 / V.i %s 3")
        .formatted(pick(random, "<", "<=", ">", ">=", "=", "<>"))
        .replace("V", v);
  }

  private static String pick(Random random, String... of) {
    return of[random.nextInt(of.length)];
  }

  private static List<Event> events(Random random) {
    var events = new ArrayList<Event>();
    long time = 0;
    for (int n = 0, size = 5 + random.nextInt(35); n < size; n++) {
      @Nullable Object[] values = {
        "k" + random.nextInt(2),
        random.nextInt(5),
        (long) random.nextInt(5),
        random.nextInt(12) == 0 ? Double.NaN : random.nextInt(8) / 2.0,
        new BigDecimal(pick(random, "1", "1.5", "1.50", "2.25")),
        pick(random, "a", "b", "ab", "c"),
        random.nextBoolean(),
        time
      };
      if (random.nextInt(3) == 0) {
        values[random.nextInt(7)] = null;
      }
      events.add(new Event("e", time, n, values, Map.of()));
      time += random.nextInt(3) == 0 ? 0 : 500L * (1 + random.nextInt(3));
    }
    return events;
  }

  private static String text(List<Event> events) {
    var text = new StringBuilder();
    events.forEach(e -> text.append(Arrays.toString(e.values())).append('\n'));
    return text.toString();
  }

  /** Rows behind each event in their order; the figures last. */
  private static List<List<String>> run(
      String statement, List<Event> events, Matching matching, boolean restore) {
    var all = new ArrayList<List<String>>();
    EngineTask task = Engine.newTask(Limits.DEFAULT, matching);
    for (String each : List.of(STREAM, statement)) {
      task.onControl(new Control.Deploy(each, 1), row -> {});
    }
    var disk = new TreeMap<String, byte[][]>();
    for (Event event : events) {
      var rows = new ArrayList<String>();
      task.onEvent(event, row -> rows.add(text(row)));
      all.add(rows);
      if (restore) {
        task.drainDirty(writer(disk));
        task = Engine.newTask(Limits.DEFAULT, matching);
        task.restore(to -> disk.values().forEach(part -> to.accept(part[0], part[1])));
      }
    }
    var stats = task.stats().patterns().get("p");
    var rows = new ArrayList<String>();
    task.onEnd(row -> rows.add(text(row)));
    all.add(rows);
    boolean fails = statement.contains("/ ");
    all.add(List.of(stats.matches() + " " + (fails ? "" : stats.errors())));
    return all;
  }

  private static EngineTask.StateWriter writer(TreeMap<String, byte[][]> disk) {
    return new EngineTask.StateWriter() {
      @Override
      public void put(byte[] key, byte[] value) {
        disk.put(Arrays.toString(key), new byte[][] {key, value});
      }

      @Override
      public void delete(byte[] key) {
        assertThat(disk.remove(Arrays.toString(key))).as("what is deleted was stored").isNotNull();
      }
    };
  }

  private static String text(OutputRow row) {
    return "%s %d %s %s %s"
        .formatted(
            row.id(),
            row.time(),
            Arrays.toString(row.values()),
            Arrays.toString(row.key()),
            row.matched().stream().map(m -> m.variable() + m.event().offset()).toList());
  }
}
