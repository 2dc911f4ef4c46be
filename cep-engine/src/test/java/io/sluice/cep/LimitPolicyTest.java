package io.sluice.cep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.cep.event.Event;
import io.sluice.cep.task.Control;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.Limits;
import io.sluice.cep.task.Matching;
import io.sluice.cep.task.OutputRow;
import io.sluice.cep.task.TaskStats.PatternStats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of partial matches that are too many; the clear matcher and the fast ones agree. */
class LimitPolicyTest {
  private static final String EACH = "AFTER MATCH SKIP TO NEXT ROW";
  private static final String PAST = "AFTER MATCH SKIP PAST LAST ROW";

  /** A task with one pattern, and what it told. */
  private static final class Run implements EngineTask.Output {
    private final List<String> told = new ArrayList<>();
    private final EngineTask task;
    private long offset;

    Run(Matching matching, String options, String skip) {
      task = Engine.newTask(Limits.DEFAULT, matching);
      task.onControl(
          new Control.Deploy(
              "CREATE STREAM s (k STRING, v INT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)", 1),
          this);
      task.onControl(
          new Control.Deploy(
              """
              CREATE PATTERN p WITH (%s) AS SELECT a, b FROM s MATCH_RECOGNIZE (
                PARTITION BY k ORDER BY ts MEASURES A.v AS a, B.v AS b %s
                PATTERN (A -> B) WITHIN INTERVAL '20' SECOND
                DEFINE A AS v < 100, B AS v > 100) AS m"""
                  .formatted(options, skip),
              1),
          this);
    }

    Run row(String key, int value) {
      long time = offset * 1000;
      task.onEvent(new Event("s", time, offset++, new Object[] {key, value, time}, Map.of()), this);
      return this;
    }

    @Override
    public void row(OutputRow row) {
      told.add(Arrays.toString(row.values()));
    }

    @Override
    public void failed(String statement, Throwable error) {
      told.add(statement + " stopped: " + error.getMessage());
    }

    PatternStats stats() {
      return task.stats().patterns().get("p");
    }
  }

  @ParameterizedTest
  @EnumSource(Matching.class)
  void the_oldest_of_a_key_goes_by_default(Matching matching) {
    Run run = new Run(matching, "max_attempts_per_key = '2'", EACH);
    run.row("x", 1).row("x", 2).row("x", 3).row("x", 101);
    assertThat(run.told).containsExactly("[2, 101]", "[3, 101]");
    assertThat(run.stats().dropped()).isEqualTo(1);
    assertThat(run.stats().problem()).contains("more than 2 partial matches", "[x]");
  }

  @ParameterizedTest
  @EnumSource(Matching.class)
  void the_newest_of_a_key_does_not_begin(Matching matching) {
    Run run = new Run(matching, "max_attempts_per_key = '2', on_limit = 'DROP NEWEST'", EACH);
    run.row("x", 1).row("x", 2).row("x", 3).row("y", 4).row("x", 101).row("y", 102);
    assertThat(run.told).containsExactly("[1, 101]", "[2, 101]", "[4, 102]");
    assertThat(run.stats().dropped()).isEqualTo(1);
    assertThat(run.stats().problem()).contains("more than 2 partial matches", "[x]");
  }

  @ParameterizedTest
  @EnumSource(Matching.class)
  void the_pattern_stops_where_it_says_so(Matching matching) {
    Run run = new Run(matching, "max_attempts = '2', on_limit = 'stop'", PAST);
    run.row("x", 1).row("y", 2).row("z", 3).row("x", 101);
    assertThat(run.told).hasSize(1);
    assertThat(run.told.getFirst())
        .startsWith("p stopped: ")
        .contains("more than 2 partial matches are open over all keys");
    assertThat(run.stats().paused()).isTrue();
    assertThat(run.stats().attempts()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"drop oldest", "drop newest", "stop"})
  void both_matchers_agree(String policy) {
    long seed = Long.getLong("seed", 7);
    for (int round = 0; round < 40; round++) {
      var random = new Random(seed + round);
      String options =
          "max_attempts_per_key = '%d', max_attempts = '%d', on_limit = '%s'"
              .formatted(1 + random.nextInt(4), 2 + random.nextInt(6), policy);
      String skip = List.of(EACH, PAST).get(random.nextInt(2));
      var clear = new Run(Matching.CLEAR, options, skip);
      var fast = new Run(Matching.FASTEST, options, skip);
      for (int i = 0; i < 80; i++) {
        String key = "xyzuvw".substring(random.nextInt(6)).substring(0, 1);
        int value = random.nextInt(4) == 0 ? 101 + i : i;
        clear.row(key, value);
        fast.row(key, value);
      }
      String what = "seed %d, round %d: %s, %s".formatted(seed, round, options, skip);
      assertThat(fast.told).as(what).isEqualTo(clear.told);
      assertThat(fast.stats().dropped()).as(what).isEqualTo(clear.stats().dropped());
      assertThat(fast.stats().attempts()).as(what).isEqualTo(clear.stats().attempts());
    }
  }

  @Test
  void options_are_checked() {
    assertThatThrownBy(() -> new Run(Matching.CLEAR, "on_limit = 'explode'", EACH))
        .hasMessageContaining("on_limit is 'drop oldest', 'drop newest' or 'stop', not 'explode'");
    assertThatThrownBy(() -> new Run(Matching.CLEAR, "max_attempts = 'many'", EACH))
        .hasMessageContaining("max_attempts is a number from 1 to 100,000,000, not 'many'");
    assertThatThrownBy(() -> new Run(Matching.CLEAR, "max_attempt = '3'", EACH))
        .hasMessageContaining("max_attempts");
  }
}
