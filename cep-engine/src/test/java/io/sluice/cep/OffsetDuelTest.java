package io.sluice.cep;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sluice.cep.event.Event;
import io.sluice.cep.explain.Explanation;
import io.sluice.cep.plan.Catalog;
import io.sluice.cep.task.Control;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.Limits;
import io.sluice.cep.task.Matching;
import io.sluice.cep.task.OutputRow;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Sums and counts over loops, which starts that take the same rows share: they find what the clear
 * matcher finds, which adds up the rows of each start. With numbers that are rounded, overflow, or
 * are none, and with rows that may be of two variables.
 */
class OffsetDuelTest {
  private static final int DUELS = 60 * Integer.getInteger("times", 1);

  @Test
  void starts_that_share_a_sum_find_what_each_finds_for_itself() {
    long seed = Long.getLong("seed", 1);
    int rows = 0;
    int offsets = 0;
    for (long end = seed + DUELS; seed < end; seed++) {
      var random = new Random(seed);
      String statement = statement(random);
      List<Event> events = events(random);
      String program = program(statement);
      if (!program.contains("matched by OFFSETS")) {
        continue;
      }
      offsets++;
      boolean few = random.nextInt(6) == 0;
      var limits = few ? new Limits(3, 5, 100_000) : Limits.DEFAULT;
      if (random.nextInt(6) == 0) {
        limits = limits.withAutomatonStates(1);
      }
      String what = "seed %d, %s%n%s".formatted(seed, statement, MatchingDuelTest.text(events));
      List<List<String>> clear = run(statement, events, Matching.CLEAR, limits, false);
      assertThat(run(statement, events, Matching.FASTEST, limits, false)).as(what).isEqualTo(clear);
      if (seed % 10 == 0) {
        assertThat(run(statement, events, Matching.FASTEST, limits, true))
            .as("restored, %s", what)
            .isEqualTo(clear);
      }
      rows += clear.stream().mapToInt(List::size).sum() - 1;
    }
    System.out.printf("%d of %d duels, %d rows, last seed %d%n", offsets, DUELS, rows, seed - 1);
    assertThat(offsets).isGreaterThan(DUELS / 2);
    assertThat(rows).isGreaterThan(2 * DUELS);
  }

  /** More of them than one start has flags for are compared start by start. */
  @Test
  void seven_sums_find_what_the_clear_matcher_finds() {
    var conditions = new ArrayList<String>();
    for (String v : List.of("B", "C", "D", "E", "F", "G", "H")) {
      String kind = v.toLowerCase(Locale.ROOT);
      String least = v.equals("H") ? "A.i" : "0";
      conditions.add("%s AS %s.s = '%s' AND SUM(B.i) > %s".formatted(v, v, kind, least));
    }
    String statement =
        "CREATE PATTERN p AS SELECT * FROM e MATCH_RECOGNIZE (ORDER BY ts MEASURES FIRST(ts) AS a"
            + " AFTER MATCH SKIP TO NEXT ROW PATTERN (A -> RELAXED(B+) -> C -> D -> E -> F -> G ->"
            + " H) WITHIN INTERVAL '1' MINUTE DEFINE A AS A.s = 'a', "
            + String.join(", ", conditions)
            + ") AS m";
    var events = new ArrayList<Event>();
    String kinds = "aabcdefghabcdefgh";
    for (int n = 0; n < kinds.length(); n++) {
      Integer i = n == 1 ? null : kinds.charAt(n) == 'b' ? 5 : 3;
      String kind = String.valueOf(kinds.charAt(n));
      @Nullable Object[] values = {"k", i, 1L, 1.0, BigDecimal.ONE, kind, false, n * 500L};
      events.add(new Event("e", n * 500L, n, values, Map.of()));
    }
    List<List<String>> clear = run(statement, events, Matching.CLEAR, Limits.DEFAULT, false);
    assertThat(run(statement, events, Matching.FASTEST, Limits.DEFAULT, false)).isEqualTo(clear);
    assertThat(clear.toString()).contains("A0, B2").doesNotContain("A1, B2");
  }

  /** The sum holds, so the rest of the condition is asked of each start, again and again. */
  @Test
  void starts_that_are_asked_again_write_out_their_rows_once() {
    String statement =
        "CREATE PATTERN p AS SELECT * FROM e MATCH_RECOGNIZE (ORDER BY ts MEASURES FIRST(ts) AS a"
            + " AFTER MATCH SKIP TO NEXT ROW PATTERN (A -> RELAXED(B+) -> C) WITHIN INTERVAL '1'"
            + " HOUR DEFINE A AS A.s = 'a', B AS B.s = 'b', C AS C.s = 'c' AND SUM(B.i) > 0 AND"
            + " C.i > A.i) AS m";
    assertThat(program(statement)).contains("matched by OFFSETS");
    EngineTask task = Engine.newTask(Limits.DEFAULT, Matching.FASTEST);
    for (String each : List.of(MatchingDuelTest.STREAM, statement)) {
      task.onControl(new Control.Deploy(each, 1), row -> {});
    }
    var matches = new ArrayList<OutputRow>();
    for (int n = 0; n < 150; n++) {
      String kind = n < 50 ? "a" : n < 100 ? "b" : "c";
      @Nullable Object[] values = {"k", 1, 1L, 1.0, BigDecimal.ONE, kind, false, n * 500L};
      task.onEvent(new Event("e", n * 500L, n, values, Map.of()), matches::add);
    }
    assertThat(matches).isEmpty();
    var disk = new TreeMap<String, byte[][]>();
    task.drainDirty(MatchingDuelTest.writer(disk));
    // 50 starts with 50 labels each, whatever the number of rows that ask them.
    assertThat(disk.values().stream().mapToInt(part -> part[1].length).sum()).isLessThan(200_000);
  }

  /**
   * Some take a row and some do not, for many times WITHIN. What a start may have is known from its
   * own rows; were it what all have, it would grow until each start is asked for each row.
   */
  @Test
  void starts_that_part_are_told_apart_by_their_sums_for_ever() {
    String statement =
        "CREATE PATTERN p AS SELECT * FROM e MATCH_RECOGNIZE (ORDER BY ts MEASURES FIRST(ts) AS a"
            + " AFTER MATCH SKIP TO NEXT ROW PATTERN (A -> RELAXED(B+) -> C) WITHIN INTERVAL '10'"
            + " SECOND DEFINE A AS A.s = 'a', B AS B.s = 'b' AND SUM(B.i) < 3 * A.i, C AS C.s = 'c'"
            + " AND SUM(B.i) > A.b) AS m";
    assertThat(program(statement)).contains("matched by OFFSETS");
    EngineTask task = Engine.newTask(Limits.DEFAULT, Matching.FASTEST);
    for (String each : List.of(MatchingDuelTest.STREAM, statement)) {
      task.onControl(new Control.Deploy(each, 1), row -> {});
    }
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int events = 12_000;
    long before = 0;
    for (int n = 0; n < events; n++) {
      if (n == events / 2) {
        before = threads.getCurrentThreadAllocatedBytes();
      }
      String kind = n % 3 == 0 ? "a" : n % 3 == 1 ? "b" : "c";
      @Nullable Object[] values = {
        "k", n % 1000, 1_000_000L, 1.0, BigDecimal.ONE, kind, false, n * 10L
      };
      task.onEvent(new Event("e", n * 10L, n, values, Map.of()), row -> {});
    }
    long perEvent = (threads.getCurrentThreadAllocatedBytes() - before) / (events / 2);
    // Where each start is asked it is 40 000.
    assertThat(perEvent).isLessThan(5_000);
  }

  /** Tenths come to what is asked, or to the DOUBLE beside it, which depends on their order. */
  @Test
  void a_rounded_sum_is_that_of_the_start_itself() {
    var random = new Random(Long.getLong("seed", 1));
    String statement =
        "CREATE PATTERN p AS SELECT * FROM e MATCH_RECOGNIZE (ORDER BY ts MEASURES FIRST(d) AS a,"
            + " SUM(B.d) AS b AFTER MATCH SKIP TO NEXT ROW PATTERN (A -> RELAXED(B+) -> C) WITHIN"
            + " INTERVAL '40' SECOND DEFINE A AS A.s = 'a', B AS B.s = 'b', C AS C.s = 'c' AND"
            + " SUM(B.d) %s A.d) AS m";
    for (String order : List.of("<", ">=")) {
      var events = new ArrayList<Event>();
      for (int n = 0; n < 500; n++) {
        String kind = random.nextInt(10) == 0 ? "c" : random.nextInt(3) == 0 ? "a" : "b";
        double d = kind.equals("a") ? (1 + random.nextInt(20)) / 10.0 : random.nextInt(4) / 10.0;
        @Nullable Object[] values = {"k", 1, 1L, d, BigDecimal.ONE, kind, false, n * 500L};
        events.add(new Event("e", n * 500L, n, values, Map.of()));
      }
      String asked = statement.formatted(order);
      assertThat(program(asked)).contains("matched by OFFSETS");
      List<List<String>> clear = run(asked, events, Matching.CLEAR, Limits.DEFAULT, false);
      assertThat(run(asked, events, Matching.FASTEST, Limits.DEFAULT, false)).isEqualTo(clear);
      assertThat(clear.stream().mapToInt(List::size).sum()).isGreaterThan(20);
    }
  }

  /**
   * An error is counted each time it is met; where starts wait for each other that is more often.
   */
  private static List<List<String>> run(
      String statement, List<Event> events, Matching matching, Limits limits, boolean restore) {
    var rows = new ArrayList<>(MatchingDuelTest.run(statement, events, matching, limits, restore));
    if (statement.contains("PAST LAST")) {
      rows.set(rows.size() - 1, List.of(rows.getLast().getFirst().split(" ")[0]));
    }
    return rows;
  }

  private static String program(String statement) {
    CompileResult result =
        StatementCompiler.compile(MatchingDuelTest.STREAM + ";" + statement, Catalog.EMPTY);
    return result.statements().getLast() instanceof Compiled.Query query
        ? Explanation.of(query.standing()).program()
        : "";
  }

  private static String statement(Random random) {
    String pattern =
        pick(
            random,
            "A -> RELAXED(B+) -> C",
            "A -> RELAXED(B+) -> C",
            "A -> RELAXED(B*) -> C",
            "A -> B+ -> C",
            "A -> B* -> C",
            "A -> RELAXED(B{2,}) -> C",
            "A -> RELAXED(B{1,3}) -> C",
            "A -> D -> RELAXED(B+) -> C",
            "A -> RELAXED(B+) -> RELAXED(D+) -> C",
            "A -> B+ -> D+ -> C",
            "A B+ C",
            "A -> NOT D -> RELAXED(B+) -> C",
            "A -> RELAXED(B+) -> NOT D -> C",
            "A -> RELAXED(B+) -> C -> D",
            "A -> RELAXED(B+) -> (C | D)",
            "A -> RELAXED((B D)+) -> C",
            "A -> B{2} -> C");
    String skip = pick(random, "TO NEXT ROW", "TO NEXT ROW", "PAST LAST ROW");
    boolean bounded = skip.startsWith("TO") && random.nextInt(8) == 0;
    boolean ofLoop = random.nextInt(3) == 0;
    var define = new ArrayList<String>();
    define.add("A AS " + own(random, "A", 0));
    define.add("B AS " + own(random, "B", 1) + (ofLoop ? " AND " + total(random, "B") : ""));
    boolean both = !ofLoop || random.nextBoolean();
    define.add("C AS " + own(random, "C", 2) + (both ? " AND " + total(random, "C") : ""));
    if (pattern.matches(".*\\bD\\b.*")) {
      define.add("D AS " + own(random, "D", 3));
    }
    return ("%sSELECT * FROM e MATCH_RECOGNIZE (%sORDER BY ts MEASURES FIRST(i) AS a, LAST(d) AS b,"
            + " COUNT(*) AS c, SUM(B.b) AS s%s AFTER MATCH SKIP %s PATTERN (%s) WITHIN INTERVAL '%d'"
            + " SECOND DEFINE %s) AS m")
        .formatted(
            bounded ? "" : "CREATE PATTERN p AS ",
            pick(random, "", "", "PARTITION BY k ", "PARTITION BY f "),
            random.nextInt(8) == 0 ? " ALL ROWS PER MATCH" : "",
            skip,
            pattern,
            pick2(random, 3, 8, 20),
            String.join(", ", define));
  }

  private static int pick2(Random random, int... of) {
    return of[random.nextInt(of.length)];
  }

  /** Rows of one variable only, or rows that may be of several. */
  private static String own(Random random, String v, int number) {
    String kind = v + ".s = '" + "abcd".charAt(number) + "'";
    return switch (random.nextInt(6)) {
      case 0 -> "(" + kind + " OR " + v + ".i = 1)";
      case 1 -> "(" + kind + " OR " + v + ".f)";
      default -> kind;
    };
  }

  private static String total(Random random, String v) {
    String one =
        pick(
            random,
            "SUM(B.b) %s A.b",
            "SUM(B.b) %s 2 * A.b",
            "SUM(B.i) %s 4",
            "SUM(B.d) %s A.d",
            "SUM(B.d) %s 3 * A.d",
            "SUM(B.d) + V.d %s A.d",
            "SUM(B.x) %s A.x",
            "SUM(B.x) %s 2 * A.x + 1",
            "SUM(B.x) - V.x %s A.x",
            "COUNT(B.*) %s 2",
            "COUNT(B.d) %s A.i",
            "COUNT(B.*) + V.i %s A.i + 2",
            "COUNT(*) %s 4",
            "SUM(b) %s A.b + 3",
            "SUM(B.i) %s A.d",
            "SUM(B.i) - COUNT(B.*) %s V.i",
            "A.x %s SUM(B.x)",
            "-SUM(B.d) %s -A.d",
            "SUM(B.d * 0.1e0) %s FIRST(d) * 0.3e0",
            "SUM(B.d) %s A.d AND V.i <> A.i");
    return one.formatted(pick(random, "<", "<=", ">", ">=")).replace("V.", v + ".");
  }

  private static String pick(Random random, String... of) {
    return MatchingDuelTest.pick(random, of);
  }

  private static List<Event> events(Random random) {
    var events = new ArrayList<Event>();
    long time = 0;
    boolean odd = random.nextInt(3) == 0;
    boolean large = random.nextInt(6) == 0;
    for (int n = 0, size = 10 + random.nextInt(70); n < size; n++) {
      @Nullable Object[] values = {
        "k" + random.nextInt(2),
        random.nextInt(6) - 1,
        large ? random.nextLong() >> random.nextInt(3) : (long) random.nextInt(7) - 1,
        odd && random.nextInt(8) == 0
            ? ODD[random.nextInt(ODD.length)]
            : random.nextBoolean() ? random.nextInt(8) / 10.0 : random.nextInt(4),
        new BigDecimal(pick(random, "1", "1.5", "1.50", "2.25", "-0.01", "0.10", "9999.99")),
        pick(random, "a", "b", "b", "b", "c", "c", "d"),
        random.nextInt(4) == 0,
        time
      };
      if (random.nextInt(4) == 0 && odd) {
        values[1 + random.nextInt(4)] = null;
      }
      events.add(new Event("e", time, n, values, Map.of()));
      time += random.nextInt(3) == 0 ? 0 : 500L;
    }
    return events;
  }

  private static final double[] ODD = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MAX_VALUE,
    0.1,
    0.2,
    0.30000000000000004,
    -0.0,
    1e16,
    -1e16,
    1
  };
}
