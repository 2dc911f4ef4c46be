package io.sluice.cep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.event.Event;
import io.sluice.cep.explain.Explanation;
import io.sluice.cep.plan.Catalog;
import io.sluice.cep.task.Control;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.Limits;
import io.sluice.cep.task.Matching;
import io.sluice.cep.task.TaskStats;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Comparisons of arithmetic that overflows on some rows: what the tree finds is what the clear
 * matcher finds, and what it counts as errors.
 */
class OverflowDuelTest {
  private static final int DUELS = 60 * Integer.getInteger("times", 1);
  private static final String STREAM =
      "CREATE STREAM e (k STRING, i INT, b BIGINT, x DECIMAL(38,2), ts TIMESTAMP(3),"
          + " WATERMARK FOR ts AS ts)";

  @Test
  void what_overflows_is_counted_as_the_clear_matcher_counts_it() {
    long seed = Long.getLong("seed", 1);
    var seen = new TreeMap<String, Long>();
    for (long end = seed + DUELS; seed < end; seed++) {
      duel(seed, seen);
    }
    System.out.printf("%d duels, %s, last seed %d%n", DUELS, seen, seed - 1);
    assertThat(seen.get("TREE")).isGreaterThan(DUELS / 3);
    assertThat(seen.get("rows")).isGreaterThan(DUELS);
    assertThat(seen.get("errors")).isGreaterThan(5L * DUELS);
  }

  private static void duel(long seed, Map<String, Long> seen) {
    var random = new Random(seed);
    String op = pick(random, ">", ">=", "<", "<=");
    String condition =
        pick(
                random,
                "B.i OP 10 * A.i",
                "B.b OP 10 * A.b",
                "10 * A.b OP B.b",
                "B.b * 2 OP A.b + 7",
                "B.i + 1 OP A.i - 1",
                "B.b OP 3 * A.i",
                "B.x OP 1000 * A.x",
                "B.x OP 3 * A.b",
                "B.b OP 100 / A.i",
                "B.b OP 2 * LAST(A.b)")
            .replace("OP", op);
    condition =
        pick(random, condition, condition, "B.k <> 'z' AND " + condition)
            + pick(random, "", "", " AND B.b <> A.b", " AND B.k = A.k");
    String pattern =
        pick(
            random,
            "A -> B",
            "A ->> B",
            "A -> B -> C",
            "A -> NOT N -> B",
            "A? ->> B",
            "(A | C) -> B");
    String statement =
        """
        CREATE PATTERN p AS SELECT * FROM e MATCH_RECOGNIZE (
          %s ORDER BY ts
          MEASURES A.b AS a, B.b AS b
          AFTER MATCH %s
          PATTERN (%s) WITHIN INTERVAL '%d' SECOND
          DEFINE A AS A.k = 'a', %sB AS %s%s) AS m"""
            .formatted(
                pick(random, "", "PARTITION BY k"),
                pick(random, "NO SKIP", "SKIP TO NEXT ROW", "SKIP PAST LAST ROW"),
                pattern,
                pick(random, 5, 40),
                pattern.contains("N ") ? "N AS " + condition.replace("B.", "N.") + ", " : "",
                condition,
                pattern.contains("C") ? ", C AS C.k = 'c'" : "");
    CompileResult result = StatementCompiler.compile(STREAM + ";" + statement, Catalog.EMPTY);
    assertThat(result.isValid()).as(statement + result.diagnostics()).isTrue();
    String way =
        Explanation.of(((Compiled.Query) result.statements().getLast()).standing())
                .waiting()
                .toString()
                .contains("TREE")
            ? "TREE"
            : "other";
    var events = new ArrayList<Event>();
    for (int i = 0; i < 50; i++) {
      Object[] values = {
        pick(random, "a", "a", "b", "c", "z"),
        number(random, Integer.MAX_VALUE) instanceof Long n ? (Integer) n.intValue() : null,
        number(random, Long.MAX_VALUE),
        number(random, Long.MAX_VALUE) instanceof Long n
            ? new BigDecimal(n)
                .multiply(new BigDecimal(pick(random, "1", "1000000000000000")))
                .setScale(2)
            : null,
        i * 1000L
      };
      events.add(new Event("e", i * 1000L, i, values, Map.of()));
    }
    String what = "seed %d%n%s".formatted(seed, statement);
    var clear = new ArrayList<String>();
    TaskStats.PatternStats wanted = run(Matching.CLEAR, statement, events, clear);
    var fast = new ArrayList<String>();
    TaskStats.PatternStats counted = run(Matching.FASTEST, statement, events, fast);
    assertThat(fast).as(what).isEqualTo(clear);
    // With turns the clear matcher asks rows that later starts would take when their turn comes.
    if (!statement.contains("PAST LAST ROW")) {
      assertThat(counted.errors()).as(what).isEqualTo(wanted.errors());
      assertThat(counted.problem()).as(what).isEqualTo(wanted.problem());
    }
    seen.merge(way, 1L, Long::sum);
    seen.merge("rows", (long) clear.size(), Long::sum);
    seen.merge("errors", wanted.errors(), Long::sum);
  }

  /** Small, near an end of the type, or null. */
  private static @Nullable Long number(Random random, long most) {
    return switch (random.nextInt(8)) {
      case 0 -> null;
      case 1 -> most - random.nextInt(3);
      case 2 -> -most + random.nextInt(3);
      case 3 -> most / 10 + random.nextInt(5) - 2;
      case 4 -> 0L;
      default -> (long) random.nextInt(200) - 100;
    };
  }

  private static TaskStats.PatternStats run(
      Matching matching, String statement, List<Event> events, List<String> rows) {
    EngineTask task = Engine.newTask(Limits.DEFAULT, matching);
    EngineTask.Output out = row -> rows.add(row.id() + List.of(row.time()));
    task.onControl(new Control.Deploy(STREAM, 1), out);
    task.onControl(new Control.Deploy(statement, 1), out);
    events.forEach(event -> task.onEvent(event, out));
    return task.stats().patterns().get("p");
  }

  @SafeVarargs
  private static <T> T pick(Random random, T... of) {
    return of[random.nextInt(of.length)];
  }
}
