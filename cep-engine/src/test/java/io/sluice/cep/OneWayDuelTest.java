package io.sluice.cep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.event.Event;
import io.sluice.cep.explain.Explanation;
import io.sluice.cep.plan.Catalog;
import io.sluice.cep.runtime.automaton.Core;
import io.sluice.cep.task.Control;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.Limits;
import io.sluice.cep.task.Matching;
import io.sluice.cep.task.OutputRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Patterns that lead each start one way are matched as sets whatever the skip: they find what
 * following each start finds, with as many partial matches open behind each event.
 */
class OneWayDuelTest {
  private static final int DUELS = 400 * Integer.getInteger("times", 1);

  private static final String STREAM =
      "CREATE STREAM e (k STRING, s STRING, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)";

  @Test
  void sets_find_what_following_each_start_finds() {
    long seed = Long.getLong("seed", 1);
    int rows = 0;
    for (long end = seed + DUELS; seed < end; seed++) {
      var random = new Random(seed);
      String statement = statement(random);
      List<Event> events = events(random);
      List<String> wanted = run(statement, events, Matching.CLEAR, false);
      String what = "seed %d%n%s%n%s".formatted(seed, statement, text(events));
      assertThat(run(statement, events, Matching.FASTEST, false)).as(what).isEqualTo(wanted);
      assertThat(run(statement, events, Matching.FASTEST, true))
          .as("restarted, %s", what)
          .isEqualTo(wanted);
      rows += (int) wanted.stream().filter(line -> line.startsWith("row")).count();
      assertThat(explained(statement)).contains("matched by SETS");
    }
    System.out.printf("%d duels, %d rows, last seed %d%n", DUELS, rows, seed - 1);
    assertThat(rows).isGreaterThan(DUELS);
  }

  private static String explained(String statement) {
    CompileResult result = StatementCompiler.compile(STREAM + ";" + statement, Catalog.EMPTY);
    var query = (Compiled.Query) result.statements().getLast();
    return Explanation.of(query.standing()).program();
  }

  @Test
  void ten_thousand_open_starts_of_a_key_are_a_few_sets() {
    for (String skip : List.of("PAST LAST ROW", "TO NEXT ROW")) {
      EngineTask task = Engine.newTask();
      var rows = new ArrayList<OutputRow>();
      task.onControl(new Control.Deploy(STREAM, 1), rows::add);
      task.onControl(new Control.Deploy(pattern("", skip, "A -> B -> C", 3600), 1), rows::add);
      for (int n = 0; n < 20_000; n++) {
        task.onEvent(event(n, "x", n % 2 == 0 ? "a" : "b"), rows::add);
      }
      assertThat(task.stats().patterns().get("p").attempts()).isEqualTo(10_000);
      assertThat(ofKey(task)).as("bytes of the key's own, %s", skip).isBetween(1, 100);
      task.onEvent(event(20_000, "x", "c"), rows::add);
      assertThat(rows).as(skip).hasSize(skip.startsWith("TO") ? 10_000 : 1);
      assertThat(rows.getFirst().values()[0]).isEqualTo(0L);
      assertThat(task.stats().patterns().get("p").attempts()).as(skip).isZero();
    }
  }

  @Test
  void what_a_pattern_finds_does_not_depend_on_how_many_others_there_are() {
    for (String key : List.of("", "PARTITION BY k ")) {
      EngineTask task = Engine.newTask();
      var rows = new ArrayList<OutputRow>();
      task.onControl(new Control.Deploy(STREAM, 1), rows::add);
      String other = "CREATE PATTERN o%d AS SELECT s FROM e WHERE s = 'zz%d'";
      for (int i = 0; i < 8; i++) {
        task.onControl(new Control.Deploy(other.formatted(i, i), 1), rows::add);
      }
      task.onControl(
          new Control.Deploy(pattern(key, "TO NEXT ROW", "A -> B -> C", 36), 1), rows::add);
      for (int n = 0; n < 10_500; n++) {
        task.onEvent(event(n, "x", "a"), rows::add);
      }
      task.onEvent(event(10_500, "x", "b"), rows::add);
      task.onEvent(event(10_501, "x", "c"), rows::add);
      assertThat(rows).as(key).hasSize(10_500);
    }
  }

  @Test
  void a_NOT_before_the_first_row_knows_no_row_of_the_match() {
    for (Matching matching : Matching.values()) {
      EngineTask task = Engine.newTask(Limits.DEFAULT, matching);
      var rows = new ArrayList<OutputRow>();
      task.onControl(new Control.Deploy(STREAM, 1), rows::add);
      String statement =
          head("PARTITION BY k ", "TO NEXT ROW", "NOT N -> A", 7)
              + "N AS N.k = A.k AND N.s = 'n', A AS A.s = 'a') AS m";
      task.onControl(new Control.Deploy(statement, 1), rows::add);
      task.onEvent(event(0, "x", "n"), rows::add);
      task.onEvent(event(1000, "x", "a"), rows::add);
      assertThat(rows).as("%s", matching).hasSize(1);
    }
  }

  /** The largest part that is a key's. */
  private static int ofKey(EngineTask task) {
    int[] largest = new int[1];
    byte kind = (byte) (9 + Core.Piece.KEY.ordinal());
    task.drainDirty(
        new EngineTask.StateWriter() {
          @Override
          public void put(byte[] key, byte[] value) {
            largest[0] = Math.max(largest[0], key[0] == kind ? value.length : 0);
          }

          @Override
          public void delete(byte[] key) {}
        });
    return largest[0];
  }

  // ---- what is tried ----

  private static String statement(Random random) {
    var pattern = new StringBuilder("A");
    String names = "BCD";
    int steps = 1 + random.nextInt(3);
    int arrow = random.nextInt(steps);
    boolean not = false;
    for (int i = 0; i < steps; i++) {
      boolean skips = i == arrow || random.nextInt(3) > 0;
      if (skips && random.nextInt(4) == 0) {
        pattern.append(" -> NOT N");
        not = true;
      }
      pattern.append(skips ? " -> " : " ").append(names.charAt(i));
      if (random.nextInt(4) == 0) {
        pattern.append("{%d}".formatted(2 + random.nextInt(2)));
      }
    }
    var conditions = new ArrayList<String>();
    for (String variable : ("A" + names.substring(0, steps) + (not ? "N" : "")).split("")) {
      conditions.add(variable + " AS s IN (" + letters(random) + ")");
    }
    String key = random.nextBoolean() ? "PARTITION BY k " : "";
    String skip = random.nextInt(3) == 0 ? "TO NEXT ROW" : "PAST LAST ROW";
    return head(key, skip, pattern.toString(), 3 + random.nextInt(30))
        + String.join(", ", conditions)
        + ") AS m";
  }

  private static String letters(Random random) {
    var letters = new ArrayList<String>();
    for (char letter = 'a'; letter <= 'd'; letter++) {
      if (random.nextInt(3) == 0) {
        letters.add("'" + letter + "'");
      }
    }
    return letters.isEmpty() ? "'a'" : String.join(", ", letters);
  }

  private static String pattern(String key, String skip, String pattern, int within) {
    return head(key, skip, pattern, within) + "A AS s = 'a', B AS s = 'b', C AS s = 'c') AS m";
  }

  private static String head(String key, String skip, String pattern, int within) {
    return ("CREATE PATTERN p AS SELECT a, z FROM e MATCH_RECOGNIZE (%sORDER BY ts"
            + " MEASURES A.ts AS a, LAST(ts) AS z AFTER MATCH SKIP %s PATTERN (%s)"
            + " WITHIN INTERVAL '%d' SECOND DEFINE ")
        .formatted(key, skip, pattern, within);
  }

  private static List<Event> events(Random random) {
    var events = new ArrayList<Event>();
    long time = 0;
    for (int n = 0, size = 10 + random.nextInt(50); n < size; n++) {
      time += 1000L * random.nextInt(3);
      String letter = String.valueOf((char) ('a' + random.nextInt(5)));
      events.add(new Event("e", time, n, values("k" + random.nextInt(2), letter, time), Map.of()));
    }
    return events;
  }

  private static Event event(long n, String key, String letter) {
    return new Event("e", n, n, values(key, letter, n), Map.of());
  }

  private static Object[] values(String key, String letter, long time) {
    return new Object[] {key, letter, time};
  }

  private static String text(List<Event> events) {
    return String.join(" ", events.stream().map(e -> Arrays.toString(e.values())).toList());
  }

  /** Rows behind each event, and how many partial matches are open. */
  private static List<String> run(
      String statement, List<Event> events, Matching matching, boolean restart) {
    var lines = new ArrayList<String>();
    EngineTask.Output out = row -> lines.add("row " + row.id() + Arrays.toString(row.values()));
    EngineTask task = Engine.newTask(Limits.DEFAULT, matching);
    task.onControl(new Control.Deploy(STREAM, 1), out);
    task.onControl(new Control.Deploy(statement, 1), out);
    var disk = new TreeMap<String, byte[][]>();
    for (Event event : events) {
      task.onEvent(event, out);
      if (statement.contains("TO NEXT ROW")) {
        // Behind a skip past the match the judge looks at a start when it has its turn.
        lines.add("open " + task.stats().patterns().get("p").attempts());
      }
      if (restart) {
        task.drainDirty(writer(disk));
        task = Engine.newTask(Limits.DEFAULT, matching);
        task.restore(to -> disk.values().forEach(part -> to.accept(part[0], part[1])));
      }
    }
    task.onEnd(out);
    lines.add("matches " + task.stats().patterns().get("p").matches());
    return lines;
  }

  private static EngineTask.StateWriter writer(Map<String, byte[][]> disk) {
    return new EngineTask.StateWriter() {
      @Override
      public void put(byte[] key, byte[] value) {
        disk.put(Arrays.toString(key), new byte[][] {key, value});
      }

      @Override
      public void delete(byte[] key) {
        disk.remove(Arrays.toString(key));
      }
    };
  }
}
