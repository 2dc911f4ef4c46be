package io.sluice.cep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.event.Event;
import io.sluice.cep.task.Control;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.Limits;
import io.sluice.cep.task.OutputRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Many statements on one stream: each gives the rows that it gives alone, row by row; bounds that
 * pass before a row are told in the order of their times and then of deployment, what the row
 * itself makes in the order of deployment. Patterns come, go, pause and are restored while rows
 * flow.
 */
class ManyStatementsDuelTest {
  private static final int DUELS = 12 * Integer.getInteger("times", 1);
  private static final int STATEMENTS = 24;
  private static final int ROWS = 120;
  private static final String STREAM =
      """
      CREATE STREAM s (kind STRING, k STRING, v DOUBLE, n INT, ts TIMESTAMP(3),
        WATERMARK FOR ts AS ts - INTERVAL '%d' SECOND)\
      """;

  /** Something that happens to one pattern before a row; or to none. */
  private record Change(int before, int statement, boolean pauses) {}

  private record Duel(
      String stream,
      Limits limits,
      List<String> statements,
      List<Change> changes,
      List<Event> rows) {}

  private int sharing;

  @Test
  void each_of_many_gives_what_it_gives_alone() {
    long seed = Long.getLong("seed", 1);
    int found = 0;
    for (long end = seed + DUELS; seed < end; seed++) {
      Duel duel = random(new Random(seed));
      List<List<String>> together = run(duel, all(), false);
      List<List<String>> alone = alone(duel);
      for (int call = 0; call < together.size(); call++) {
        assertThat(together.get(call))
            .as("seed %d, call %d", seed, call)
            .isEqualTo(alone.get(call));
      }
      assertThat(run(duel, all(), true)).as("seed %d: restored", seed).isEqualTo(together);
      found += together.stream().mapToInt(List::size).sum();
    }
    System.out.printf(
        "%d duels, %d rows, %d statements that shared tables, last seed %d%n",
        DUELS, found, sharing, seed - 1);
    assertThat(found).isPositive();
    assertThat(sharing).isPositive();
  }

  // ---- the judge ----

  private List<List<String>> alone(Duel duel) {
    var merged = new ArrayList<List<Produced>>();
    for (int i = 0; i < STATEMENTS; i++) {
      List<List<Produced>> own = rows(duel, List.of(i), false);
      for (int call = 0; call < own.size(); call++) {
        if (merged.size() == call) {
          merged.add(new ArrayList<>());
        }
        merged.get(call).addAll(own.get(call));
      }
    }
    // What has one time comes from bounds first, then row by row; a stable sort keeps the rest.
    merged.forEach(
        call ->
            call.sort(
                Comparator.comparingLong((Produced row) -> row.time)
                    .thenComparing(row -> !row.absence)
                    .thenComparing(row -> row.absence ? 0 : row.last)));
    return merged.stream().map(call -> call.stream().map(row -> row.text).toList()).toList();
  }

  private static List<Integer> all() {
    var all = new ArrayList<Integer>();
    for (int i = 0; i < STATEMENTS; i++) {
      all.add(i);
    }
    return all;
  }

  private record Produced(long time, boolean absence, long last, String text) {
    Produced(OutputRow row) {
      this(
          row.time(),
          row.to().startsWith("absence"),
          row.matched().getLast().event().offset(),
          "%s %s %d %s %s %s"
              .formatted(
                  row.to(),
                  row.id(),
                  row.time(),
                  Arrays.toString(row.values()),
                  Arrays.toString(row.key()),
                  row.matched().stream().map(m -> m.variable() + m.event().offset()).toList()));
    }
  }

  // ---- the task ----

  private List<List<String>> run(Duel duel, List<Integer> statements, boolean restart) {
    return rows(duel, statements, restart).stream()
        .map(call -> call.stream().map(row -> row.text).toList())
        .toList();
  }

  /** Rows of each event, and of the end. */
  private List<List<Produced>> rows(Duel duel, List<Integer> statements, boolean restart) {
    var disk = new TreeMap<String, byte[][]>();
    var calls = new ArrayList<List<Produced>>();
    EngineTask task = Engine.newTask(duel.limits);
    EngineTask.Output none = row -> {};
    task.onControl(new Control.Deploy(duel.stream, 1), none);
    for (int statement : statements) {
      task.onControl(new Control.Deploy(duel.statements.get(statement), 1), none);
    }
    sharing += ((PatternTask) task).runtime().sharing();
    for (int i = 0; i < duel.rows.size(); i++) {
      for (Change change : duel.changes) {
        if (change.before == i && statements.contains(change.statement)) {
          String name = name(duel.statements.get(change.statement));
          if (change.pauses) {
            task.onControl(new Control.PausePattern(name), none);
            task.onControl(new Control.ResumePattern(name), none);
          } else {
            task.onControl(new Control.DropPattern(name), none);
          }
        }
      }
      var rows = new ArrayList<Produced>();
      task.onEvent(duel.rows.get(i), row -> rows.add(new Produced(row)));
      calls.add(rows);
      task = restart && i % 8 == 0 ? restarted(task, duel.limits, disk) : task;
    }
    var rows = new ArrayList<Produced>();
    task.onWatermark("s", Long.MAX_VALUE - 1, row -> rows.add(new Produced(row)));
    calls.add(rows);
    return calls;
  }

  private static String name(String statement) {
    return statement.split(" ")[2];
  }

  private static EngineTask restarted(
      EngineTask task, Limits limits, TreeMap<String, byte[][]> disk) {
    task.drainDirty(
        new EngineTask.StateWriter() {
          @Override
          public void put(byte[] key, byte[] value) {
            disk.put(Arrays.toString(key), new byte[][] {key, value});
          }

          @Override
          public void delete(byte[] key) {
            disk.remove(Arrays.toString(key));
          }
        });
    EngineTask next = Engine.newTask(limits);
    next.restore(to -> disk.values().forEach(part -> to.accept(part[0], part[1])));
    assertThat(lasting(next)).isEqualTo(lasting(task));
    return next;
  }

  /** What an automaton has forgotten since the start is no state. */
  private static String lasting(EngineTask task) {
    return task.stats().toString().replaceAll("forgotten=\\d+", "");
  }

  // ---- random duels ----

  private static Duel random(Random random) {
    int delay = random.nextInt(3);
    var statements = new ArrayList<String>();
    var changes = new ArrayList<Change>();
    boolean alike = random.nextBoolean();
    for (int i = 0; i < STATEMENTS; i++) {
      statements.add(statement(random, i, alike));
      switch (random.nextInt(6)) {
        case 0 -> changes.add(new Change(random.nextInt(ROWS), i, true));
        case 1 -> changes.add(new Change(random.nextInt(ROWS), i, false));
        default -> {}
      }
    }
    Limits limits =
        random.nextInt(3) > 0
            ? Limits.DEFAULT
            : new Limits(1 + random.nextInt(4), 2 + random.nextInt(6), 1000).withAutomatonStates(3);
    return new Duel(STREAM.formatted(delay), limits, statements, changes, events(random, delay));
  }

  private static List<Event> events(Random random, int delay) {
    var events = new ArrayList<Event>();
    long time = 0;
    for (int i = 0; i < ROWS; i++) {
      time += random.nextInt(3) * 1000L;
      long early = delay == 0 ? 0 : random.nextInt(delay + 2) * 1000L;
      Object[] values = {
        random.nextInt(12) == 0 ? null : "" + (char) ('a' + random.nextInt(5)),
        random.nextInt(15) == 0 ? null : "k" + random.nextInt(4),
        random.nextInt(12) == 0 ? null : (Object) (random.nextInt(20) / 2.0),
        random.nextInt(12) == 0 ? null : (Object) random.nextInt(5),
        Math.max(0, time - early)
      };
      events.add(new Event("s", Math.max(0, time - early), i, values, Map.of()));
    }
    return events;
  }

  /**
   * @param alike whether many of them have one shape
   */
  private static String statement(Random random, int number, boolean alike) {
    String by =
        new String[] {"PARTITION BY k ", "PARTITION BY k, n ", ""}[random.nextInt(alike ? 1 : 3)];
    String within = "WITHIN INTERVAL '%d' SECOND".formatted(alike ? 7 : 1 + random.nextInt(20));
    String a = condition(random, "A");
    // A condition that all have keeps rows from all of them at once.
    String b = (alike ? "B.kind <> 'c' AND " : "") + condition(random, "B");
    return switch (random.nextInt(8)) {
      case 0 ->
          pattern("absence" + number, by, "A -> NOT B", within, "", "A AS " + a + ", B AS " + b);
      case 1 -> pattern("row" + number, by, "A B", within, "", "A AS " + a + ", B AS " + b);
      case 2 -> pattern("row" + number, by, "A+? B", within, "", "A AS " + a + ", B AS " + b);
      case 3 ->
          pattern("row" + number, by, "(A | B) -> A", within, "", "A AS " + a + ", B AS " + b);
      case 4 ->
          pattern(
              "row" + number,
              by,
              "A -> B",
              within,
              "AFTER MATCH NO SKIP",
              "A AS " + a + ", B AS " + b);
      case 5 ->
          pattern(
              "row" + number,
              by,
              "A -> B",
              within,
              "AFTER MATCH SKIP TO NEXT ROW",
              "A AS " + a + ", B AS " + (alike ? "" : "B.v > A.v AND ") + b);
      case 6 ->
          pattern("row" + number, by, "A B", within, "", "A AS " + a + ", B AS PREV(B.v) < B.v");
      default ->
          "CREATE PATTERN row%d AS SELECT kind, v FROM s WHERE %s"
              .formatted(number, condition(random, "s"));
    };
  }

  private static String pattern(
      String name, String by, String shape, String within, String skip, String define) {
    return "CREATE PATTERN %s AS SELECT * FROM s MATCH_RECOGNIZE (%sORDER BY ts MEASURES COUNT(*) AS c, FIRST(ts) AS f, LAST(v) AS l %s PATTERN (%s) %s DEFINE %s) AS m"
        .formatted(name, by, skip, shape, within, define);
  }

  private static String condition(Random random, String of) {
    String kind = "%s.kind = '%c'".formatted(of, (char) ('a' + random.nextInt(5)));
    return switch (random.nextInt(9)) {
      case 0 -> "%s.v >= %d".formatted(of, random.nextInt(10));
      case 1 -> "%s.kind IN ('a', '%c')".formatted(of, (char) ('b' + random.nextInt(4)));
      case 2 -> "%s.n = %d".formatted(of, random.nextInt(5));
      case 3 -> "(%s OR %s.n = 1)".formatted(kind, of);
      case 4 -> "%d = %s.n AND %s".formatted(random.nextInt(5), of, kind);
      case 5 -> "%s AND %s.v / %s.n > 1".formatted(kind, of, of);
      case 6 -> "%s AND %s.v < %d".formatted(kind, of, 2 + random.nextInt(8));
      default -> "%s AND %s.v > %d".formatted(kind, of, random.nextInt(8));
    };
  }
}
