package io.sluice.cep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.event.Event;
import io.sluice.cep.task.Control;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.Limits;
import io.sluice.cep.task.Matching;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Keys with many open starts, of patterns with loops and alternatives: starts that move together
 * find what following each of them finds, behind each event, also restarted now and then.
 */
class CohortDuelTest {
  private static final int DUELS = 25 * Integer.getInteger("times", 1);

  private static final String STREAM =
      "CREATE STREAM e (k STRING, s STRING, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)";

  /** The automata forget all the time. */
  private static final Limits FEW_STATES = Limits.DEFAULT.withAutomatonStates(3);

  @Test
  void starts_that_move_together_find_what_each_finds_alone() {
    long seed = Long.getLong("seed", 1);
    int rows = 0;
    for (long end = seed + DUELS; seed < end; seed++) {
      var random = new Random(seed);
      boolean bounded = random.nextInt(6) == 0;
      int most = bounded || random.nextInt(4) > 0 ? 0 : 20 + random.nextInt(30);
      String statement = statement(random, bounded, most);
      List<Event> events = events(random);
      int others = bounded || random.nextInt(4) > 0 ? 0 : 8;
      String what = "seed %d%n%s%n%s".formatted(seed, statement, text(events));
      List<String> wanted = run(statement, events, Matching.CLEAR, others, 0);
      assertThat(run(statement, events, Matching.FASTEST, others, 0)).as(what).isEqualTo(wanted);
      int restarts = 1 + random.nextInt(20);
      assertThat(run(statement, events, Matching.FASTEST, others, restarts))
          .as("restarted every %d events, %s", restarts, what)
          .isEqualTo(wanted);
      assertThat(wanted).as(what).noneMatch(line -> line.contains("StatementException"));
      rows += (int) wanted.stream().filter(line -> line.startsWith("row")).count();
    }
    System.out.printf("%d duels, %d rows, last seed %d%n", DUELS, rows, seed - 1);
    assertThat(rows).isGreaterThan(5 * DUELS);
  }

  // ---- what is tried ----

  private static final List<String> PATTERNS =
      List.of(
          "A -> B+ -> C",
          "A -> (B | C) -> D",
          "A -> RELAXED(B+) -> C",
          "A -> RELAXED(B+) -> D",
          "A -> RELAXED((B | C){2,}) -> D",
          "RELAXED(A+) -> B -> C",
          "A -> RELAXED(B{1,3}) -> (C | D)",
          "A -> RELAXED((B -> C)+) -> D",
          "A -> B? -> C",
          "A -> (B -> C | C -> D)+ -> A",
          "A -> B+",
          "A -> B+? -> C",
          "A -> B* -> C",
          "A+ -> B -> C{1,3}",
          "(A | B) -> C+ -> D",
          "A -> RELAXED(B{2,4}) -> C",
          "A -> (B+ -> C)+ -> D",
          "A B* -> C",
          "A -> B+ -> NOT D",
          "A -> (B -> C)? -> NOT D",
          "A -> NOT D -> B+ -> C",
          "A -> PERMUTE(B, C) -> D",
          "A ->> B+ -> C");

  private static String statement(Random random, boolean bounded, int most) {
    String pattern = PATTERNS.get(random.nextInt(PATTERNS.size()));
    var conditions = new ArrayList<String>();
    for (char variable = 'A'; variable <= 'D'; variable++) {
      if (pattern.matches(".*\\b" + variable + "\\b.*")) {
        conditions.add(variable + " AS s IN (" + letters(random, variable) + ")");
      }
    }
    String key = random.nextInt(3) == 0 ? "PARTITION BY k " : "";
    String skip =
        switch (random.nextInt(5)) {
          case 0, 1 -> "TO NEXT ROW";
          case 2, 3 -> "PAST LAST ROW";
          default -> "TO LAST " + (pattern.contains("B") ? "B" : "A");
        };
    boolean timeouts = random.nextInt(6) == 0;
    boolean open = !timeouts && !pattern.contains("NOT") && random.nextInt(6) == 0;
    String within = open ? "" : " WITHIN INTERVAL '%d' SECOND".formatted(20 + random.nextInt(80));
    var options = new ArrayList<String>();
    if (open) {
      options.add("unbounded = 'true'");
    }
    if (most > 0) {
      options.add("max_attempts_per_key = '%d'".formatted(most));
    }
    String with = options.isEmpty() ? "" : "WITH (" + String.join(", ", options) + ") ";
    String name = "CREATE PATTERN p " + with + "AS ";
    return (bounded ? "" : name)
        + ("SELECT a, z, n FROM e MATCH_RECOGNIZE (%sORDER BY ts"
                + " MEASURES FIRST(ts) AS a, LAST(ts) AS z, COUNT(*) AS n ONE ROW PER MATCH%s"
                + " AFTER MATCH SKIP %s PATTERN (%s)%s DEFINE ")
            .formatted(key, timeouts ? " SHOW TIMEOUT MATCHES" : "", skip, pattern, within)
        + String.join(", ", conditions)
        + ") AS m";
  }

  private static String letters(Random random, char own) {
    String letters = "'" + Character.toLowerCase(own) + "'";
    return random.nextInt(4) == 0
        ? letters + ", '" + (char) ('a' + random.nextInt(5)) + "'"
        : letters;
  }

  private static List<Event> events(Random random) {
    var events = new ArrayList<Event>();
    int rare = 5 + random.nextInt(40);
    int often = 1 + random.nextInt(8);
    long time = 0;
    for (int n = 0, size = 100 + random.nextInt(200); n < size; n++) {
      time += 1000L * random.nextInt(2);
      int of = random.nextInt(often + 8);
      char letter = of < often ? 'a' : of < often + 3 ? 'b' : of < often + 6 ? 'z' : 'c';
      letter = random.nextInt(rare + 1) == 0 ? 'd' : letter;
      String text = String.valueOf(letter);
      events.add(
          new Event("e", time, n, new Object[] {"k" + random.nextInt(2), text, time}, Map.of()));
    }
    return events;
  }

  private static String text(List<Event> events) {
    return String.join(" ", events.stream().map(e -> Arrays.toString(e.values())).toList());
  }

  private static List<String> run(
      String statement, List<Event> events, Matching matching, int others, int restarts) {
    var lines = new ArrayList<String>();
    EngineTask.Output out =
        row -> lines.add("row " + row.id() + row.time() + Arrays.toString(row.values()));
    EngineTask task = Engine.newTask(FEW_STATES, matching);
    String name = statement.startsWith("CREATE") ? "p" : "";
    task.onControl(new Control.Deploy(STREAM, 1), out);
    for (int i = 0; i < others; i++) {
      String other = "CREATE PATTERN o%d AS SELECT s FROM e WHERE s = 'zz%d'";
      task.onControl(new Control.Deploy(other.formatted(i, i), 1), out);
    }
    try {
      task.onControl(new Control.Deploy(statement, 1), out);
      var disk = new TreeMap<String, byte[][]>();
      for (int i = 0; i < events.size(); i++) {
        task.onEvent(events.get(i), out);
        if (statement.contains("TO NEXT ROW") && !name.isEmpty()) {
          // Behind other skips the judge looks at a start when it has its turn.
          lines.add("open " + task.stats().patterns().get(name).attempts());
        }
        if (i % 16 == 0 && !name.isEmpty()) {
          lines.add(String.valueOf(task.inFlight(name)));
        }
        if (restarts > 0 && i % restarts == 0 && !name.isEmpty()) {
          task.drainDirty(writer(disk));
          task = Engine.newTask(Limits.DEFAULT, matching);
          task.restore(to -> disk.values().forEach(part -> to.accept(part[0], part[1])));
        }
      }
      task.onEnd(out);
      if (!name.isEmpty()) {
        lines.add("matches " + task.stats().patterns().get(name).matches());
        lines.add("dropped " + task.stats().patterns().get(name).dropped());
      }
    } catch (RuntimeException e) {
      lines.add(e.getClass().getSimpleName() + " " + e.getMessage());
    }
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
