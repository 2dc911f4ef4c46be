package io.sluice.cep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.cep.event.Event;
import io.sluice.cep.task.Control;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.KeptRows;
import io.sluice.cep.task.Limits;
import io.sluice.cep.task.OutputRow;
import io.sluice.cep.task.RowCursor;
import io.sluice.cep.task.RowsGoneException;
import io.sluice.cep.task.TaskStats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rows that are kept and read when later events have come are those that are read at once. */
class KeptRowsTest {
  private static final int DUELS = 60 * Integer.getInteger("times", 1);
  private static final String STREAM =
      "CREATE STREAM e (k STRING, g BIGINT, n BIGINT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)";

  private static final EngineTask.Output NOWHERE = _ -> {};

  private static String pattern(
      String partition, String limit, String pattern, String within, String c) {
    return """
    CREATE PATTERN p WITH (unbounded = 'true') AS SELECT * FROM e MATCH_RECOGNIZE (
      %s ORDER BY ts
      MEASURES A.n AS a, LAST(B.n) AS b, %s AS c
      AFTER MATCH NO SKIP %s
      PATTERN (%s) %s
      DEFINE A AS A.k = 'a', B AS B.k = 'b', C AS C.k = 'c'%s) AS m"""
        .formatted(partition, pattern.contains("NOT") ? "B.n" : "C.n", limit, pattern, within, c);
  }

  private static Event event(int at, String kind, long group, long number) {
    return new Event("e", at, at, new Object[] {kind, group, number, (long) at}, Map.of());
  }

  private static EngineTask task(String statement, Limits limits) {
    EngineTask task = Engine.newTask(limits);
    task.onControl(new Control.Deploy(STREAM, 1), NOWHERE);
    task.onControl(new Control.Deploy(statement, 1), NOWHERE);
    return task;
  }

  private static TaskStats.PatternStats stats(EngineTask task) {
    return task.stats().patterns().get("p");
  }

  /** All that somebody may see of it. */
  private static String text(RowCursor cursor) {
    OutputRow row = cursor.row();
    var values = new ArrayList<>();
    for (int i = 0; i < cursor.origin().schema().columns().size(); i++) {
      values.add(cursor.value(i));
    }
    assertThat(values).isEqualTo(Arrays.asList(row.values()));
    List<String> matched =
        row.matched().stream().map(m -> m.variable() + m.event().offset()).toList();
    return values + " at " + cursor.time() + row.id() + Arrays.toString(row.key()) + matched;
  }

  /** Keeps what each event completes. */
  private static final class Keeper implements EngineTask.Output {
    KeptRows last;
    int first;
    final List<String> read = new ArrayList<>();
    int asked;

    @Override
    public void row(OutputRow row) {
      throw new AssertionError("a row of its own");
    }

    @Override
    public void rows(RowCursor cursor) {
      asked++;
      read.clear();
      while (read.size() < first && cursor.next()) {
        read.add(text(cursor));
      }
      last = cursor.keep();
      assertThat(cursor.next()).isFalse();
    }
  }

  private record Reading(List<String> wanted, List<String> read, KeptRows rows) {}

  @Test
  void rows_that_are_read_later_are_those_that_are_read_at_once() {
    long seed = Long.getLong("seed", 1);
    var seen = new HashMap<String, Integer>();
    for (long end = seed + DUELS; seed < end; seed++) {
      duel(seed, seen);
    }
    System.out.printf("%d duels, %s, last seed %d%n", DUELS, seen, seed - 1);
    assertThat(seen.get("rows")).isGreaterThan(50 * DUELS);
    assertThat(seen.get("read later")).isGreaterThan(5 * DUELS);
    assertThat(seen.get("ended")).isGreaterThan(DUELS);
  }

  private static void duel(long seed, Map<String, Integer> seen) {
    var random = new Random(seed);
    String pattern =
        List.of(
                "A ->> B ->> C",
                "A ->> B? ->> C",
                "(A | B) ->> C",
                "A ->> B+ ->> C",
                "A -> B -> C",
                "A ->> B -> NOT C")
            .get(random.nextInt(6));
    String within =
        List.of("WITHIN INTERVAL '0.020' SECOND", "WITHIN INTERVAL '0.060' SECOND", "")
            .get(random.nextInt(3));
    String limit = List.of("", "", "LIMIT 7 PER ROW").get(random.nextInt(3));
    String partition = random.nextBoolean() ? "PARTITION BY g" : "";
    String condition =
        List.of("", " AND C.n > A.n", " AND C.n <> FIRST(A.n)").get(random.nextInt(3));
    if (pattern.contains("NOT")) {
      limit = "";
      condition = "";
    }
    if (!within.startsWith("WITHIN")
        && (pattern.contains("NOT") || condition.length() > 0 || pattern.contains("+"))) {
      within = "WITHIN INTERVAL '0.030' SECOND";
    }
    String statement = pattern(partition, limit, pattern, within, condition);
    var events = new ArrayList<Event>();
    boolean few = !within.startsWith("WITHIN") || pattern.contains("+");
    for (int at = 1; at <= (few ? 60 : 200); at++) {
      String kind = List.of("a", "b", "c", "x", few ? "x" : "a", "x").get(random.nextInt(6));
      events.add(event(at, kind, random.nextInt(2), random.nextInt(5)));
    }
    int pauseAt = random.nextInt(events.size());
    Limits limits =
        random.nextInt(3) > 0
            ? new Limits(100, 1000, 1000, 1000, 1_000_000)
            : random.nextBoolean()
                ? new Limits(100, 1000, 1000, 2, 1_000_000)
                : new Limits(100, 1000, 1000, 1000, 150);
    String what = "seed %d, %s%n%s".formatted(seed, limits, statement);

    var wanted = new ArrayList<List<String>>();
    boolean[] clear = {false};
    EngineTask atOnce = task(statement, limits);
    for (Event event : events) {
      pause(atOnce, event.time() == pauseAt);
      atOnce.onEvent(
          event,
          new EngineTask.Output() {
            @Override
            public void row(OutputRow row) {
              clear[0] = true;
            }

            @Override
            public void rows(RowCursor cursor) {
              var rows = new ArrayList<String>();
              while (cursor.next()) {
                rows.add(text(cursor));
              }
              wanted.add(rows);
              seen.merge("rows", rows.size(), Integer::sum);
            }
          });
    }
    if (clear[0]) {
      seen.merge("by the clear matcher", 1, Integer::sum); // which makes rows of matches at once
      return;
    }

    EngineTask later = task(statement, limits);
    var readings = new ArrayList<Reading>();
    int[] told = {0};
    EngineTask.Output keeping =
        new EngineTask.Output() {
          @Override
          public void row(OutputRow row) {
            throw new AssertionError("a row of its own");
          }

          @Override
          public void rows(RowCursor cursor) {
            var keeper = new Keeper();
            keeper.first = random.nextInt(3);
            keeper.rows(cursor);
            readings.add(new Reading(wanted.get(told[0]++), keeper.read, keeper.last));
          }
        };
    int[] ended = {0};
    boolean[] closed = {false};
    for (Event event : events) {
      pause(later, event.time() == pauseAt);
      later.onEvent(event, keeping);
      if (random.nextInt(4) == 0) {
        drain(later);
      }
      readings.removeIf(
          reading -> {
            if (random.nextInt(6) > 0) {
              return false;
            }
            if (random.nextInt(10) == 0) {
              reading.rows.close();
              closed[0] = true;
              return !readOn(reading, 1, what, ended, true);
            }
            return !readOn(reading, random.nextInt(5), what, ended, false);
          });
    }
    assertThat(told[0]).as(what).isEqualTo(wanted.size());
    for (Reading reading : readings) {
      seen.merge("read later", reading.wanted.size() - reading.read.size(), Integer::sum);
      readOn(reading, Integer.MAX_VALUE, what, ended, false);
    }
    assertThat(stats(later).keptEnded()).as(what).isGreaterThanOrEqualTo(ended[0]);
    assertThat(stats(later).keptCursors()).as(what).isZero();
    if (ended[0] == 0 && !closed[0]) {
      assertThat(stats(later).matches()).as(what).isEqualTo(stats(atOnce).matches());
    }
    seen.merge("ended", ended[0], Integer::sum);
  }

  /** Whether there may be more. */
  private static boolean readOn(Reading of, int most, String what, int[] ended, boolean closed) {
    int left = most;
    try {
      while (left-- > 0) {
        boolean next = of.rows.next();
        if (!next) {
          assertThat(closed || of.read.equals(of.wanted)).as(what).isTrue();
          return false;
        }
        of.read.add(text(of.rows));
        int at = of.read.size() - 1;
        assertThat(of.wanted.size()).as(what).isGreaterThan(at);
        assertThat(of.read.get(at)).as(what).isEqualTo(of.wanted.get(at));
      }
      return true;
    } catch (RowsGoneException e) {
      ended[0]++;
      assertThat(e).hasMessageContaining("'p'").hasMessageContaining("kept");
      return false;
    }
  }

  private static void pause(EngineTask task, boolean now) {
    if (now) {
      task.onControl(new Control.PausePattern("p"), NOWHERE);
      task.onControl(new Control.ResumePattern("p"), NOWHERE);
    }
  }

  private static void drain(EngineTask task) {
    task.drainDirty(
        new EngineTask.StateWriter() {
          @Override
          public void put(byte[] key, byte[] value) {}

          @Override
          public void delete(byte[] key) {}
        });
  }

  /** More than are listed at a time: each pattern by what lists its matches. */
  @Test
  void what_nobody_has_listed_yet_is_listed_when_it_is_asked_for() {
    for (List<String> of :
        List.of(
            List.of("A ->> B ->> C", "", ""),
            List.of("A ->> B? ->> C", "", ""),
            List.of("A ->> B ->> C", "LIMIT 50000 PER ROW", ""),
            List.of("A ->> B ->> C", "", " AND C.n > A.n"))) {
      String statement =
          pattern("", of.get(1), of.get(0), "WITHIN INTERVAL '0.700' SECOND", of.get(2));
      var wanted = new ArrayList<String>();
      int[] lots = {0};
      EngineTask atOnce = task(statement, Limits.DEFAULT);
      many(
          atOnce,
          new EngineTask.Output() {
            @Override
            public void row(OutputRow row) {}

            @Override
            public void rows(RowCursor cursor) {
              lots[0]++;
              while (cursor.next()) {
                wanted.add(values(cursor));
              }
            }
          });
      assertThat(lots[0]).isGreaterThan(2);
      EngineTask later = task(statement, Limits.DEFAULT);
      var keeper = new Keeper();
      many(later, keeper);
      assertThat(keeper.asked).isEqualTo(1);
      assertThat(stats(later).matches()).isZero();
      // What the rows are made of is out of its bound, and others stand in its place.
      var read = new ArrayList<String>();
      for (int at = 2000; at < 8000; at++) {
        later.onEvent(event(at, at % 2 == 0 ? "a" : "b", 0, 0), NOWHERE);
        for (int left = at % 9; left > 0 && keeper.last.next(); left--) {
          read.add(values(keeper.last));
        }
      }
      assertThat(read.size()).isLessThan(wanted.size() / 2);
      while (keeper.last.next()) {
        read.add(values(keeper.last));
      }
      assertThat(read.equals(wanted)).as(statement).isTrue();
      assertThat(stats(later).matches()).isEqualTo(wanted.size());
    }
  }

  private static String values(RowCursor row) {
    return row.value(0) + " " + row.value(1) + " " + row.value(2);
  }

  private static void many(EngineTask task, EngineTask.Output out) {
    for (int at = 1; at <= 600; at++) {
      task.onEvent(event(at, at <= 300 ? "a" : "b", 0, at), out);
    }
    task.onEvent(event(601, "c", 0, 601), out);
  }

  /** Sets that hold the matches of later starts too. */
  @Test
  void what_a_bound_tells_is_listed_when_it_is_asked_for() {
    String statement =
        pattern("", "", "A ->> B ->> B ->> B -> NOT C", "WITHIN INTERVAL '0.100' SECOND", "");
    var wanted = new ArrayList<String>();
    EngineTask atOnce = task(statement, Limits.DEFAULT);
    overlapping(
        atOnce,
        new EngineTask.Output() {
          @Override
          public void row(OutputRow row) {}

          @Override
          public void rows(RowCursor cursor) {
            while (cursor.next()) {
              wanted.add(values(cursor) + cursor.row().matched().get(2).event().time());
            }
          }
        });
    var kept = new ArrayList<KeptRows>();
    EngineTask later = task(statement, Limits.DEFAULT);
    overlapping(
        later,
        new EngineTask.Output() {
          @Override
          public void row(OutputRow row) {}

          @Override
          public void rows(RowCursor cursor) {
            kept.add(cursor.keep());
          }
        });
    assertThat(kept).hasSize(2);
    var read = new ArrayList<String>();
    for (KeptRows each : kept) {
      while (each.next()) {
        read.add(values(each) + each.row().matched().get(2).event().time());
      }
    }
    assertThat(wanted).hasSize(59 * 58 * 57 / 6 + 58 * 57 * 56 / 6);
    assertThat(read.equals(wanted)).isTrue();
  }

  private static void overlapping(EngineTask task, EngineTask.Output out) {
    task.onEvent(event(1, "a", 0, 1), out);
    for (int at = 2; at <= 61; at++) {
      task.onEvent(event(at, at == 3 ? "a" : "b", 0, at), out);
    }
    task.onEvent(event(1000, "a", 0, 0), out);
  }

  @Test
  void the_oldest_of_too_many_ends_and_says_so() {
    String statement = pattern("", "", "A ->> C", "WITHIN INTERVAL '1' HOUR", "");
    EngineTask task =
        task(
            statement.replace(", LAST(B.n) AS b", "").replace("B AS B.k = 'b', ", ""),
            new Limits(10, 10, 10, 2, 1000));
    var kept = new ArrayList<KeptRows>();
    for (int at = 1; at <= 4; at++) {
      var keeper = new Keeper();
      task.onEvent(event(at, at == 1 ? "a" : "c", 0, at), keeper);
      if (keeper.last != null) {
        kept.add(keeper.last);
      }
    }
    assertThat(stats(task).keptCursors()).isEqualTo(2);
    assertThat(stats(task).keptEnded()).isEqualTo(1);
    assertThatThrownBy(() -> kept.getFirst().next())
        .isInstanceOf(RowsGoneException.class)
        .hasMessage(
            "the rows that 'p' completed at 1970-01-01T00:00:00.002Z can not be read on: of a"
                + " statement 2 cursors can be kept, and another one was kept while this was the"
                + " oldest");
    assertThat(kept.get(1).next()).isTrue();
    assertThat(kept.get(1).value(1)).isEqualTo(3L);
    task.onControl(new Control.DropPattern("p"), NOWHERE);
    assertThat(kept.get(2).next()).isTrue();
    assertThat(kept.get(2).value(1)).isEqualTo(4L);
    assertThat(kept.get(2).next()).isFalse();
    assertThatThrownBy(() -> kept.get(2).value(1)).hasMessageContaining("no row");
    kept.get(1).close();
    assertThat(kept.get(1).next()).isFalse();
  }
}
