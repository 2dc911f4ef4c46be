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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Counting without listing: random patterns, rows and bounds, by the matcher that counts and by the
 * clear one, which lists; the same where the task is stored and restored after each event. The list
 * itself, added up here, is the judge of both.
 */
class CountingDuelTest {
  private static final int DUELS = 60 * Integer.getInteger("times", 1);
  private static final String STREAM =
      "CREATE STREAM e (n INT, k STRING, i INT, b BIGINT, d DOUBLE, x DECIMAL(6,2), s STRING,"
          + " ts TIMESTAMP(3), WATERMARK FOR ts AS ts)";

  @Test
  void what_is_counted_is_what_a_list_would_have() {
    long seed = Long.getLong("seed", 1);
    int rows = 0;
    long matches = 0;
    for (long end = seed + DUELS; seed < end; seed++) {
      var random = new Random(seed);
      Pattern pattern = Pattern.random(random);
      assertThat(explained(pattern.statement("COUNT(*) AS c", "ONE ROW PER LAST ROW", "")))
          .contains("matched by COUNTS");
      String statement = pattern.statement(measures(random), "ONE ROW PER LAST ROW", "");
      List<Event> events = events(random);
      String what = "seed %d%n%s%n%s".formatted(seed, statement, text(events));
      List<List<String>> clear = run(statement, events, Matching.CLEAR, false);
      assertThat(run(statement, events, Matching.FASTEST, false)).as(what).isEqualTo(clear);
      assertThat(run(statement, events, Matching.FASTEST, true))
          .as("restored, %s", what)
          .isEqualTo(clear);
      String sums = "COUNT(*) AS c, COUNT(B.*) AS bs, SUM(A.i) AS total, LAST(n) AS at";
      String list = "1 AS c, COUNT(B.*) AS bs, SUM(A.i) AS total, LAST(n) AS at";
      Map<String, long[]> added = added(run(pattern.statement(list, "", ""), events));
      List<OutputRow> told = run(pattern.statement(sums, "ONE ROW PER LAST ROW", ""), events);
      assertThat(told).as(what).hasSize(added.size());
      for (OutputRow row : told) {
        long[] of = added.get(key(row));
        assertThat(number(row.values(), "c", row)).as(what).isEqualTo(of[0]);
        assertThat(number(row.values(), "bs", row)).as(what).isEqualTo(of[1]);
        assertThat(number(row.values(), "total", row)).as(what).isEqualTo(of[2]);
        matches += of[0];
      }
      rows += told.size();
    }
    System.out.printf(
        "%d duels, %d rows for %d matches, last seed %d%n", DUELS, rows, matches, seed - 1);
    assertThat(rows).isGreaterThan(DUELS);
    assertThat(matches).isGreaterThan(3L * rows);
  }

  @Test
  void the_nearest_matches_are_those_that_the_clear_matcher_tells() {
    long seed = Long.getLong("seed", 1);
    int rows = 0;
    int left = 0;
    for (long end = seed + DUELS; seed < end; seed++) {
      var random = new Random(seed);
      Pattern pattern = Pattern.random(random);
      String limit = "LIMIT %d PER ROW".formatted(1 + random.nextInt(4));
      String statement = pattern.statement("COUNT(*) AS c, MATCH_START() AS s", "", limit);
      assertThat(explained(statement)).contains("matched by SETS");
      List<Event> events = events(random);
      String what = "seed %d%n%s%n%s".formatted(seed, statement, text(events));
      List<List<String>> clear = run(statement, events, Matching.CLEAR, false);
      assertThat(run(statement, events, Matching.FASTEST, false)).as(what).isEqualTo(clear);
      assertThat(run(statement, events, Matching.FASTEST, true))
          .as("restored, %s", what)
          .isEqualTo(clear);
      int told = clear.stream().mapToInt(List::size).sum() - 1;
      rows += told;
      left += run(pattern.statement("1 AS c", "", ""), events).size() - told;
    }
    System.out.printf(
        "%d duels, %d rows, %d more left out, last seed %d%n", DUELS, rows, left, seed - 1);
    assertThat(left).isGreaterThan(rows / 2);
  }

  /** Rows and sets move to other places when there are enough of them that are over. */
  @Test
  void the_nearest_matches_are_told_without_a_bound_too() {
    long seed = Long.getLong("seed", 1);
    for (long end = seed + 4; seed < end; seed++) {
      var random = new Random(seed);
      String statement =
          ("CREATE PATTERN p WITH (unbounded = 'true') AS SELECT * FROM e MATCH_RECOGNIZE (%s"
                  + " ORDER BY ts MEASURES MATCH_START() AS c AFTER MATCH NO SKIP LIMIT 2 PER ROW"
                  + " PATTERN (%s) DEFINE A AS s = 'a', B AS s = 'b', C AS s = 'c') AS m")
              .formatted(
                  pick(random, "", "PARTITION BY k"),
                  pick(random, "A ->> B ->> C", "A -> B ->> C", "A -> NOT C -> B"));
      assertThat(explained(statement)).contains("matched by SETS");
      var events = new ArrayList<Event>();
      for (int n = 0; n < 180; n++) {
        Object[] values = {n, "k" + random.nextInt(2), 0, 0L, 0.0, null, null, n * 1000L};
        values[6] = pick(random, "a", "b", "b", "c", "d");
        events.add(new Event("e", n * 1000L, n, values, Map.of()));
      }
      String what = "seed %d%n%s%n%s".formatted(seed, statement, text(events));
      List<List<String>> clear = run(statement, events, Matching.CLEAR, false);
      assertThat(run(statement, events, Matching.FASTEST, false)).as(what).isEqualTo(clear);
      assertThat(run(statement, events, Matching.FASTEST, true))
          .as("restored, %s", what)
          .isEqualTo(clear);
    }
  }

  private static Map<String, long[]> added(List<OutputRow> list) {
    var added = new LinkedHashMap<String, long[]>();
    for (OutputRow row : list) {
      long[] of = added.computeIfAbsent(key(row), _ -> new long[3]);
      of[0]++;
      of[1] += number(row.values(), "bs", row);
      of[2] += number(row.values(), "total", row);
    }
    return added;
  }

  private static String key(OutputRow row) {
    return Arrays.toString(row.key()) + number(row.values(), "at", row);
  }

  private static long number(@Nullable Object[] values, String column, OutputRow row) {
    return values[row.schema().indexOfIgnoreCase(column)] instanceof Number n ? n.longValue() : 0;
  }

  /** A pattern of random form; conditions look at their own row. */
  private record Pattern(
      String partition, String pattern, int seconds, String define, boolean bounded) {
    static Pattern random(Random random) {
      String pattern =
          pick(
              random,
              "A ->> B ->> C",
              "A -> B ->> C",
              "A ->> B -> C",
              "A B C",
              "A B ->> C",
              "(A | B) ->> C",
              "(A | B C) ->> D",
              "(A ->> B | A) ->> C",
              "A ->> (B | C)",
              "A ->> (B ->> C)?",
              "A -> NOT C -> B",
              "A ->> NOT C ->> B ->> D",
              "A ->> RELAXED(B+) ->> C",
              "A ->> B{1,2} ->> C",
              "A B+ C",
              "A+ B*",
              "A ->> B ->> B ->> C",
              "A ({- G*? -} B)+ {- H*? -} C",
              "A ({- G*? -} B)+",
              "{- G* -} A ->> B",
              "PERMUTE(A, B) ->> C");
      var define = new ArrayList<String>();
      for (String variable : List.of("A", "B", "C", "D")) {
        if (pattern.matches(".*\\b" + variable + "\\b.*") && random.nextInt(8) > 0) {
          define.add(variable + " AS " + condition(random).replace("V", variable));
        }
      }
      if (define.isEmpty()) {
        define.add("A AS A.s = 'a'");
      }
      return new Pattern(
          random.nextBoolean() ? "" : pick(random, "PARTITION BY k", "PARTITION BY k, x"),
          pattern,
          1 + random.nextInt(8),
          String.join(", ", define),
          random.nextInt(5) == 0 && !pattern.matches(".*[+*].*"));
    }

    String statement(String measures, String rows, String limit) {
      return ("%sSELECT * FROM e MATCH_RECOGNIZE (%s ORDER BY ts MEASURES %s %s"
              + " AFTER MATCH NO SKIP %s PATTERN (%s) %s SUBSET AB = (A, B) DEFINE %s) AS m")
          .formatted(
              bounded ? "" : "CREATE PATTERN p AS ",
              partition,
              measures,
              rows,
              limit,
              pattern,
              bounded ? "" : "WITHIN INTERVAL '%d' SECOND".formatted(seconds),
              define);
    }
  }

  private static String condition(Random random) {
    return pick(
        random,
        "V.s = 'a'",
        "V.s = 'b'",
        "V.s IN ('a', 'c')",
        "V.s <> 'b'",
        "V.i > 1",
        "V.i < 3",
        "V.d < 2.5e0",
        "V.i = V.b");
  }

  private static String measures(Random random) {
    var measures = new ArrayList<String>();
    for (int n = random.nextInt(4); n >= 0; n--) {
      String measure =
          pick(
              random,
              "COUNT(*)",
              "COUNT(@.*)",
              "COUNT(@.i)",
              "SUM(@.i)",
              "SUM(@.b)",
              "SUM(@.d)",
              "SUM(@.x)",
              "AVG(@.i)",
              "AVG(@.d)",
              "AVG(@.x)",
              "MIN(@.i)",
              "MAX(@.s)",
              "MIN(@.ts)",
              "MAX(@.x)",
              "SUM(@.i * 2 - @.b)",
              "SUM(6 / @.i)",
              "COUNT(@.*) FILTER (WHERE @.i > 1)",
              "AVG(@.i) FILTER (WHERE @.s = 'a')",
              "SUM(4611686018427387904 * @.i)",
              "COUNT(*) + SUM(@.i)",
              "LAST(i)",
              "s",
              "MATCH_END()");
      String variable = pick(random, "A", "B", "AB");
      measures.add(measure.replace("@", variable) + " AS m" + n);
    }
    return String.join(", ", measures);
  }

  private static String pick(Random random, String... of) {
    return of[random.nextInt(of.length)];
  }

  private static List<Event> events(Random random) {
    var events = new ArrayList<Event>();
    long time = 0;
    for (int n = 0, size = 3 + random.nextInt(25); n < size; n++) {
      @Nullable Object[] values = {
        n,
        "k" + random.nextInt(2),
        random.nextInt(5),
        (long) random.nextInt(5),
        random.nextInt(8) / 2.0,
        new BigDecimal(pick(random, "1.00", "1.50", "2.25")),
        pick(random, "a", "b", "c"),
        time
      };
      if (random.nextInt(4) == 0) {
        values[1 + random.nextInt(6)] = null;
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

  private static EngineTask task(String statement, Matching matching) {
    EngineTask task = Engine.newTask(Limits.DEFAULT, matching);
    for (String each : List.of(STREAM, statement)) {
      task.onControl(new Control.Deploy(each, 1), row -> {});
    }
    return task;
  }

  private static List<OutputRow> run(String statement, List<Event> events) {
    EngineTask task = task(statement, Matching.CLEAR);
    var rows = new ArrayList<OutputRow>();
    events.forEach(event -> task.onEvent(event, rows::add));
    task.onEnd(rows::add);
    return rows;
  }

  /** Rows behind each event in their order; the figures last. */
  private static List<List<String>> run(
      String statement, List<Event> events, Matching matching, boolean restore) {
    var all = new ArrayList<List<String>>();
    EngineTask task = task(statement, matching);
    var disk = new TreeMap<String, byte[][]>();
    for (Event event : events) {
      var rows = new ArrayList<String>();
      try {
        task.onEvent(event, row -> rows.add(text(row)));
      } catch (QueryFailedException e) {
        rows.add("failed");
        all.add(rows);
        return all;
      }
      all.add(rows);
      if (restore) {
        task.drainDirty(writer(disk));
        task = Engine.newTask(Limits.DEFAULT, matching);
        task.restore(to -> disk.values().forEach(part -> to.accept(part[0], part[1])));
      }
    }
    var stats = task.stats().patterns().values().iterator().next();
    var rows = new ArrayList<String>();
    task.onEnd(row -> rows.add(text(row)));
    all.add(rows);
    all.add(List.of(stats.matches() + " " + stats.errors()));
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

  private static String explained(String statement) {
    CompileResult result =
        StatementCompiler.compile(STREAM + ";\n" + statement + ";", Catalog.EMPTY);
    assertThat(result.isValid()).as("%s%n%s", statement, result.diagnostics()).isTrue();
    return Explanation.of(((Compiled.Query) result.statements().getLast()).standing()).program();
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
