package io.sluice.cep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.event.Event;
import io.sluice.cep.explain.Explanation;
import io.sluice.cep.plan.Catalog;
import io.sluice.cep.task.Control;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.Limits;
import io.sluice.cep.task.Matching;
import io.sluice.cep.task.OutputRow;
import io.sluice.cep.task.QueryFailedException;
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
  static final String STREAM =
      "CREATE STREAM e (k STRING, i INT, b BIGINT, d DOUBLE, x DECIMAL(6,2), s STRING, f BOOLEAN,"
          + " ts TIMESTAMP(3), WATERMARK FOR ts AS ts)";

  private static final String ONE = "ONE ROW PER MATCH SHOW TIMEOUT MATCHES";
  private static final String ALL = "ALL ROWS PER MATCH SHOW TIMEOUT MATCHES";

  @Test
  void statements_run_alike_by_the_fastest_and_the_clear_matcher() {
    long seed = Long.getLong("seed", 1);
    int rows = 0;
    for (long end = seed + DUELS; seed < end; seed++) {
      var random = new Random(seed);
      String statement = statement(random);
      List<Event> events = events(random, statement);
      boolean few = matcher(statement).equals("TABLE") && random.nextInt(3) == 0;
      var limits = few ? new Limits(2, 3, 100_000) : Limits.DEFAULT;
      String what = "seed %d, %s%n%s%n%s".formatted(seed, limits, statement, text(events));
      List<List<String>> clear = run(statement, events, Matching.CLEAR, limits, false);
      assertThat(run(statement, events, Matching.FASTEST, limits, false)).as(what).isEqualTo(clear);
      assertThat(run(statement, events, Matching.FASTEST, limits, true))
          .as("restored, %s", what)
          .isEqualTo(clear);
      rows += clear.stream().mapToInt(List::size).sum() - 1;
    }
    System.out.printf("%d duels, %d rows, last seed %d%n", DUELS, rows, seed - 1);
    assertThat(rows).isGreaterThan(DUELS);
  }

  /** Also with few attempts a key, so that the oldest are given up. */
  @Test
  void conditions_that_look_at_other_rows_hold_alike() {
    long seed = Long.getLong("seed", 1);
    var rows = new TreeMap<String, Integer>();
    for (long end = seed + 3 * DUELS; seed < end; seed++) {
      var random = new Random(seed);
      String statement = joined(random);
      List<Event> events = events(random, statement);
      String matcher = matcher(statement);
      if (matcher.isEmpty()) {
        continue;
      }
      // Sets are not bound to attempts, so what the clear matcher gives up they find.
      boolean few = matcher.equals("RUNS") && random.nextInt(3) == 0;
      var limits = few ? new Limits(2, 3, 100_000) : Limits.DEFAULT;
      String what = "seed %d, %s%n%s%n%s".formatted(seed, limits, statement, text(events));
      List<List<String>> clear = run(statement, events, Matching.CLEAR, limits, false);
      assertThat(run(statement, events, Matching.FASTEST, limits, false)).as(what).isEqualTo(clear);
      assertThat(run(statement, events, Matching.FASTEST, limits, true))
          .as("restored, %s", what)
          .isEqualTo(clear);
      int told = clear.stream().mapToInt(List::size).sum() - 1;
      rows.merge(matcher, told, Integer::sum);
    }
    System.out.printf("%d duels, rows %s, last seed %d%n", 3 * DUELS, rows, seed - 1);
    assertThat(rows.get("RUNS")).isGreaterThan(DUELS);
  }

  /** What runs it; empty where it is refused. */
  static String matcher(String statement) {
    CompileResult result = StatementCompiler.compile(STREAM + ";" + statement, Catalog.EMPTY);
    if (!(result.statements().getLast() instanceof Compiled.Query query)) {
      return "";
    }
    String program = Explanation.of(query.standing()).program();
    return program.replaceAll("(?s).*matched by (\\w+).*", "$1");
  }

  private static String joined(Random random) {
    String skip =
        pick(
            random,
            "NO SKIP",
            "SKIP TO NEXT ROW",
            "SKIP PAST LAST ROW",
            "SKIP TO LAST B",
            "SKIP TO FIRST B");
    String pattern =
        pick(
            random,
            "A -> B -> C",
            "A ->> B -> C",
            "A ->> B ->> C",
            "A -> B ->> C",
            "A B C",
            "A B+ C",
            "A B*? C?",
            "A+ B+",
            "A -> B+ -> C",
            "A ->> B+ C",
            "A -> RELAXED(B+) -> C",
            "(A | B) -> C",
            "(A -> B){2}",
            "A -> NOT N -> C",
            "A -> (B | C) -> C",
            "A B{2,3} C");
    if (random.nextInt(6) == 0) {
      pattern = "NOT N -> (" + pattern + ")";
    }
    var define = new ArrayList<String>();
    for (String variable : List.of("A", "B", "C", "N")) {
      if (pattern.replace("NOT", "").contains(variable) && random.nextInt(5) > 0) {
        define.add(variable + " AS " + looking(random, variable, pattern));
      }
    }
    if (define.isEmpty()) {
      define.add("A AS A.i > 1");
    }
    String trailing =
        !skip.equals("NO SKIP") && random.nextInt(6) == 0 && !pattern.contains("NOT")
            ? " -> NOT N"
            : "";
    if (!trailing.isEmpty()) {
      define.add("N AS " + (random.nextBoolean() ? "N.d > A.d" : "N.i = 1"));
    }
    boolean every = skip.equals("NO SKIP");
    boolean timeouts = !every && random.nextInt(5) == 0;
    boolean within =
        every
            || timeouts
            || !trailing.isEmpty()
            || pattern.startsWith("NOT")
            || random.nextInt(3) > 0;
    boolean bounded = trailing.isEmpty() && random.nextInt(4) == 0;
    return ("%sSELECT * FROM e MATCH_RECOGNIZE (%s"
            + " ORDER BY ts MEASURES FIRST(i) AS a, LAST(d) AS b, COUNT(*) AS c%s%s AFTER MATCH %s"
            + " PATTERN (%s)%s DEFINE %s) AS m")
        .formatted(
            bounded ? "" : "CREATE PATTERN p WITH (unbounded = 'true') AS ",
            random.nextInt(3) == 0 ? "" : pick(random, "PARTITION BY k", "PARTITION BY f"),
            every || random.nextInt(4) > 0 ? "" : ", MATCH_NUMBER() AS n",
            timeouts
                ? ", MATCH_STATUS() AS s " + pick(random, ALL, ONE)
                : every || random.nextInt(6) > 0 ? "" : " ALL ROWS PER MATCH WITH UNMATCHED ROWS",
            pattern.contains("B") || !skip.contains("B") ? skip : "SKIP PAST LAST ROW",
            pattern + trailing,
            (within ? " WITHIN INTERVAL '%d' SECOND".formatted(1 + random.nextInt(9)) : "")
                + (every || random.nextInt(5) > 0
                    ? ""
                    : " GAP INTERVAL '%d' SECOND".formatted(1 + random.nextInt(4))),
            String.join(", ", define));
  }

  private static String looking(Random random, String v, String pattern) {
    String other = pick(random, "A", "B", "C");
    if (!pattern.contains(other)) {
      other = "A";
    }
    String one =
        other.equals(v)
            ? pick(
                random,
                "V.d %s LAST(V.d, 1)",
                "V.i %s FIRST(V.i)",
                "SUM(V.i) %s 4",
                "COUNT(V.d) %s 2",
                "AVG(V.d) %s V.d",
                "V.s %s LAST(V.s, 2)",
                "V.i %s LAST(i, 1)")
            : pick(
                random,
                "V.d %s O.d",
                "V.d %s 2 * O.d",
                "V.i %s O.i",
                "V.b %s O.b",
                "V.b %s O.i",
                "V.s %s O.s",
                "V.x %s O.x",
                "V.x %s O.x + 1",
                "V.d %s FIRST(O.d)",
                "V.i %s FIRST(O.i, 1)",
                "V.d %s LAST(O.d, 1)",
                "V.i + 1 %s O.i",
                "V.d %s LAST(d, 1)",
                "COUNT(*) %s 3",
                "SUM(O.i) %s V.i",
                "MAX(O.d) %s V.d",
                "COUNT(DISTINCT O.i) %s 2",
                "(V.i %s O.i OR V.f)",
                "(V.f <> O.f OR V.d %s O.d)",
                "V.f %s O.f",
                "CLASSIFIER(V) %s 'B'",
                "UPPER(V.s) %s UPPER(O.s)");
    String text =
        one.formatted(pick(random, "<", "<=", ">", ">=", "=", "<>"))
            .replace("V", v)
            .replace("O.", other + ".");
    return switch (random.nextInt(5)) {
      case 0 -> text + " AND " + condition(random, v, 1);
      case 1 -> condition(random, v, 1) + " AND " + text;
      case 2 -> text + " AND " + looking(random, v, pattern);
      case 3 -> condition(random, v, 1);
      default -> text;
    };
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
    boolean bounded = random.nextInt(4) == 0;
    String rows = "";
    // Every run of an endless loop can not be told.
    boolean endless = pattern.contains("+") || pattern.contains("*");
    boolean within = random.nextInt(3) > 0 || skip.equals("NO SKIP") && endless;
    String measures =
        pick(
            random,
            "A.i AS a, B.d AS b, LAST(B.s) AS c",
            "FIRST(B.i) AS a, COUNT(*) AS b, MATCH_START() AS c");
    if (within && random.nextInt(6) == 0) {
      pattern = "NOT N -> (" + pattern + ")";
      define += ", N AS " + condition(random, "N", 1);
    }
    if (within && !skip.equals("NO SKIP") && random.nextInt(5) == 0) {
      rows = ", MATCH_STATUS() AS st " + pick(random, ONE, ONE, ALL);
    }
    String own =
        pair || skip.equals("NO SKIP") || random.nextInt(5) > 0
            ? ""
            : ", max_attempts_per_key = '2', max_attempts = '3', on_limit = '%s'"
                .formatted(pick(random, "drop newest", "drop newest", "drop oldest"));
    return ("%sSELECT * FROM e MATCH_RECOGNIZE (%s"
            + " ORDER BY ts MEASURES %s%s AFTER MATCH %s PATTERN (%s)%s"
            + " DEFINE %s) AS m%s")
        .formatted(
            bounded ? "" : "CREATE PATTERN p WITH (unbounded = 'true'%s) AS ".formatted(own),
            random.nextInt(3) == 0
                ? ""
                : pick(random, "PARTITION BY k", "PARTITION BY f", "PARTITION BY k, f"),
            measures,
            rows,
            skip,
            pattern,
            within ? " WITHIN INTERVAL '%d' SECOND".formatted(1 + random.nextInt(9)) : "",
            define,
            rows.isEmpty() && !skip.equals("NO SKIP") && random.nextInt(4) == 0
                ? " EMIT EARLY"
                : "");
  }

  private static String between(Random random) {
    String left = pick(random, "B.d", "B.i", "2.5e0 * B.d", "B.d + B.i", "-B.d", "B.b / 2e0");
    String right = pick(random, "A.d", "A.d * 2", "A.i", "A.d - 1e0", "A.d / A.i");
    String op = pick(random, "<", "<=", ">", ">=", "=", "<>");
    return random.nextBoolean()
        ? "%s %s %s".formatted(left, op, right)
        : "%s %s %s".formatted(right, op, left);
  }

  static String condition(Random random, String v, int depth) {
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
            "V.i %s PREV(V.i)",
            "PREV(V.d, 2) %s V.d",
            "PREV(V.i) %s 2",
            "V.x %s PREV(V.x)",
            "V.s %s PREV(V.s)",
            "V.b %s PREV(V.d)",
            "V.d - PREV(V.d) %s 1e0",
            "PREV(V.b * 2, 3) %s V.i",
            "PREV(V.i) IS NULL",
            "6 / V.i %s 3")
        .formatted(pick(random, "<", "<=", ">", ">=", "=", "<>"))
        .replace("V.", v + ".");
  }

  static String pick(Random random, String... of) {
    return of[random.nextInt(of.length)];
  }

  static List<Event> events(Random random, String statement) {
    var events = new ArrayList<Event>();
    long time = 0;
    int most = statement.contains("NO SKIP") || random.nextInt(4) > 0 ? 35 : 160;
    for (int n = 0, size = 5 + random.nextInt(most); n < size; n++) {
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

  static String text(List<Event> events) {
    var text = new StringBuilder();
    events.forEach(e -> text.append(Arrays.toString(e.values())).append('\n'));
    return text.toString();
  }

  /** Rows behind each event in their order; the figures last. */
  static List<List<String>> run(
      String statement, List<Event> events, Matching matching, Limits limits, boolean restore) {
    var all = new ArrayList<List<String>>();
    EngineTask task = Engine.newTask(limits, matching);
    for (String each : List.of(STREAM, statement)) {
      task.onControl(new Control.Deploy(each, 1), row -> {});
    }
    var disk = new TreeMap<String, byte[][]>();
    for (Event event : events) {
      var rows = new ArrayList<String>();
      try {
        task.onEvent(event, row -> rows.add(text(row)));
      } catch (QueryFailedException e) {
        rows.add(failure(e));
        all.add(rows);
        return all;
      }
      all.add(rows);
      if (restore) {
        task.drainDirty(writer(disk));
        task = Engine.newTask(limits, matching);
        task.restore(to -> disk.values().forEach(part -> to.accept(part[0], part[1])));
      }
    }
    var stats = task.stats().patterns().values().iterator().next();
    var rows = new ArrayList<String>();
    try {
      task.onEnd(row -> rows.add(text(row)));
    } catch (QueryFailedException e) {
      rows.add(failure(e));
    }
    all.add(rows);
    boolean fails = statement.contains("/ ");
    boolean table = statement.contains("on_limit");
    all.add(
        List.of(
            "%d %s %s"
                .formatted(
                    stats.matches(), fails ? "" : stats.errors(), table ? stats.dropped() : "")));
    return all;
  }

  /** Without the place in the statement: one that is restored has other lines. */
  private static String failure(QueryFailedException failed) {
    return String.valueOf(failed.getMessage()).replaceFirst("^line \\d+, column \\d+: ", "");
  }

  static EngineTask.StateWriter writer(TreeMap<String, byte[][]> disk) {
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
