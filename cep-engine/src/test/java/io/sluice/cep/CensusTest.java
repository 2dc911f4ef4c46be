package io.sluice.cep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Event;
import io.sluice.cep.event.Schema;
import io.sluice.cep.task.Control;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.InFlight;
import io.sluice.cep.task.Limits;
import io.sluice.cep.task.Matching;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CensusTest {
  private static final String STREAM =
      "CREATE STREAM e (k STRING, v INT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)";

  private final PatternTask task = new PatternTask(Limits.DEFAULT, Matching.FASTEST, true);
  private long offset;

  private void deploy(String name, String skip, String pattern) {
    deploy(task, name, skip, pattern, "A.v < 3", "B.v BETWEEN 3 AND 10");
  }

  private static void deploy(
      EngineTask to, String name, String skip, String pattern, String a, String b) {
    String text =
        "CREATE PATTERN %s AS SELECT * FROM e MATCH_RECOGNIZE (PARTITION BY k ORDER BY ts MEASURES"
            + " LAST(ts) AS t AFTER MATCH %s PATTERN (%s) WITHIN INTERVAL '10' SECOND DEFINE A AS"
            + " %s, B AS %s) AS m";
    to.onControl(new Control.Deploy(text.formatted(name, skip, pattern, a, b), 1), row -> {});
  }

  private void event(String key, int value, long seconds) {
    long time = 1000 * seconds;
    task.onEvent(
        new Event("e", time, offset++, new Object[] {key, value, time}, Map.of()), row -> {});
  }

  @Test
  void attempts_are_counted_where_they_stand() {
    task.onControl(new Control.Deploy(STREAM, 1), row -> {});
    deploy("p", "SKIP PAST LAST ROW", "A{2} B");
    event("x", 1, 1);
    event("y", 1, 2);
    event("y", 2, 3);
    event("z", 5, 3);
    assertThat(task.inFlight("p"))
        .isEqualTo(
            new InFlight(
                2L,
                2,
                new Schema(List.of(new Schema.Column("k", ColumnType.STRING, false)), false),
                1000L,
                List.of(
                    new InFlight.State("s1", "A", 2L, null, 2L, 1L),
                    new InFlight.State("s2", "B", 0L, null, 0L, 1L),
                    new InFlight.State("match", null, null, null, null, 0L)),
                List.of(
                    new InFlight.Key(List.of("x"), 1L, 1000),
                    new InFlight.Key(List.of("y"), 1L, 2000)),
                false));
    event("y", 4, 4);
    assertThat(task.inFlight("P").topKeys()).extracting(InFlight.Key::values).hasToString("[[x]]");
  }

  @Test
  void an_absence_waits_for_the_end() {
    task.onControl(new Control.Deploy(STREAM, 1), row -> {});
    deploy("p", "SKIP PAST LAST ROW", "A -> NOT B");
    event("x", 1, 1);
    assertThat(task.inFlight("p").states().getLast().waiting()).isEqualTo(1);
    event("y", 9, 11);
    assertThat(task.inFlight("p")).isEqualTo(task.inFlight("p"));
    assertThat(task.inFlight("p").attempts()).isZero();
  }

  @Test
  void more_partial_matches_than_can_be_walked_are_counted_as_sets() {
    task.onControl(new Control.Deploy(STREAM, 1), row -> {});
    deploy("p", "NO SKIP", "A ->> B ->> B ->> B ->> B ->> B ->> B ->> A");
    event("x", 1, 1);
    for (int i = 0; i < 100; i++) {
      event("x", 4, 2);
    }
    assertThat(task.inFlight("p").states())
        .extracting(InFlight.State::partialMatches)
        .startsWith(1L, 100L, 4_950L, 161_700L, 3_921_225L, 75_287_520L, 1_192_052_400L);
    assertThat(task.inFlight("p").partial()).isFalse();
  }

  @Test
  void what_is_too_much_to_look_at_is_left_out_and_said() {
    task.onControl(new Control.Deploy(STREAM, 1), row -> {});
    deploy("p", "SKIP TO NEXT ROW", "A -> B");
    for (int i = 0; i < 100; i++) {
      event("k" + i, 1, 1);
      event("k" + i, 1, 1);
    }
    InFlight cut = task.runtime().inFlight("p", 50);
    assertThat(cut.partial()).isTrue();
    assertThat(cut.attempts()).isEqualTo(200);
    assertThat(cut.keys()).isEqualTo(100);
    assertThat(cut.states().getFirst().attempts()).isBetween(5L, 50L);
    InFlight all = task.inFlight("p");
    assertThat(all.partial()).isFalse();
    assertThat(all.states().getFirst().attempts()).isEqualTo(200);
    assertThat(all.topKeys()).hasSize(10).allMatch(key -> key.attempts() == 2L);
  }

  @Test
  void of_many_statements_of_one_shape_each_tells_its_own() {
    task.onControl(new Control.Deploy(STREAM, 1), row -> {});
    var names = new ArrayList<String>();
    var alone = new ArrayList<EngineTask>();
    for (int i = 0; i < 80; i++) {
      names.add("p" + i);
      deploy(task, "p" + i, "SKIP PAST LAST ROW", "A -> B", "A.v = " + i % 9, "B.v > " + i);
      EngineTask one = Engine.newTask(Limits.DEFAULT, Matching.CLEAR);
      one.onControl(new Control.Deploy(STREAM, 1), row -> {});
      deploy(one, "p" + i, "SKIP PAST LAST ROW", "A -> B", "A.v = " + i % 9, "B.v > " + i);
      alone.add(one);
    }
    assertThat(task.runtime().sharing()).isGreaterThan(10);
    long open = 0;
    for (int i = 0; i < 60; i++) {
      Object[] values = {"k" + i % 7, i * 31 % 90, 1000L * i};
      var event = new Event("e", 1000L * i, i, values, Map.of());
      task.onEvent(event, row -> {});
      for (int n = 0; n < 80; n++) {
        alone.get(n).onEvent(event, row -> {});
        InFlight told = task.inFlight(names.get(n));
        assertThat(told)
            .as("%s, event %d", names.get(n), i)
            .isEqualTo(alone.get(n).inFlight("p" + n));
        open += told.keys();
      }
    }
    assertThat(open).isGreaterThan(100);
  }

  @Test
  void being_asked_leaves_no_mark_on_the_state() {
    task.onControl(new Control.Deploy(STREAM, 1), row -> {});
    deploy("p", "NO SKIP", "A ->> B");
    deploy("q", "SKIP TO NEXT ROW", "A -> B");
    event("x", 1, 1);
    task.drainDirty(writer(new TreeMap<>()));
    assertThat(task.inFlight("p").attempts()).isEqualTo(1);
    assertThat(task.inFlight("q").attempts()).isEqualTo(1);
    var parts = new TreeMap<String, byte[]>();
    task.drainDirty(writer(parts));
    assertThat(parts).isEmpty();
  }

  private static EngineTask.StateWriter writer(Map<String, byte[]> to) {
    return new EngineTask.StateWriter() {
      @Override
      public void put(byte[] key, byte[] value) {
        to.put(Arrays.toString(key), value);
      }

      @Override
      public void delete(byte[] key) {
        to.put(Arrays.toString(key), new byte[0]);
      }
    };
  }

  @Test
  void a_filter_has_nothing_in_flight_and_an_unknown_pattern_is_refused() {
    task.onControl(new Control.Deploy(STREAM, 1), row -> {});
    task.onControl(
        new Control.Deploy("CREATE PATTERN f AS SELECT k FROM e WHERE v > 1", 1), row -> {});
    event("x", 2, 1);
    assertThat(task.inFlight("f")).isEqualTo(InFlight.NOTHING);
    assertThatThrownBy(() -> task.inFlight("g")).isInstanceOf(IllegalArgumentException.class);
  }
}
