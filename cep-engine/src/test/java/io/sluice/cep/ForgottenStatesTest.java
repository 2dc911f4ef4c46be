package io.sluice.cep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.event.Event;
import io.sluice.cep.task.Control;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.Limits;
import io.sluice.cep.task.Matching;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An automaton that may know few states finds what one finds that knows all. */
class ForgottenStatesTest {
  private static final String LOOPS =
      "CREATE PATTERN p WITH (unbounded = 'true') AS SELECT * FROM e MATCH_RECOGNIZE (PARTITION BY"
          + " k ORDER BY ts MEASURES COUNT(A.i) AS a, COUNT(*) AS c AFTER MATCH %s"
          + " PATTERN (%s) WITHIN INTERVAL '2' MINUTE DEFINE A AS A.i < 3, B AS B.i > 1) AS m";

  @Test
  void loops_that_count_far_are_tables() {
    String statement = LOOPS.formatted("SKIP PAST LAST ROW", "A{5,1000} B{0,900} A B");
    assertThat(MatchingDuelTest.matcher(statement)).isEqualTo("TABLE");
    assertThat(told(statement, 40)).hasSizeGreaterThan(3);
  }

  @Test
  void all_ways_through_a_long_loop_are_sets() {
    String statement = LOOPS.formatted("NO SKIP", "A{3,900} B -> A{1,900} B");
    assertThat(MatchingDuelTest.matcher(statement)).isEqualTo("SETS");
    assertThat(told(statement, 20)).hasSizeGreaterThan(3);
  }

  /** What is told, alike with few states, with many, and by the clear matcher. */
  private static List<String> told(String statement, int states) {
    var forgotten = new ArrayList<Long>();
    List<String> clear = run(statement, Matching.CLEAR, states, forgotten);
    assertThat(run(statement, Matching.FASTEST, states, forgotten)).isEqualTo(clear);
    assertThat(run(statement, Matching.FASTEST, 10_000, forgotten)).isEqualTo(clear);
    assertThat(forgotten.get(1)).as("how often states are forgotten").isGreaterThan(1);
    assertThat(forgotten.get(2)).isZero();
    return clear;
  }

  private static List<String> run(
      String statement, Matching matching, int states, List<Long> forgotten) {
    var rows = new ArrayList<String>();
    EngineTask task = Engine.newTask(Limits.DEFAULT.withAutomatonStates(states), matching);
    for (String each : List.of(MatchingDuelTest.STREAM, statement)) {
      task.onControl(new Control.Deploy(each, 1), row -> {});
    }
    for (int n = 0; n < 160; n++) {
      @Nullable Object[] values = {
        "k" + n % 2, n % 61 == 60 ? 3 : n * n % 7 % 3, (long) n, 0.0, null, "a", true, 1000L * n
      };
      task.onEvent(
          new Event("e", 1000L * n, n, values, Map.of()),
          row -> rows.add(row.id() + List.of(row.values())));
    }
    forgotten.add(task.stats().patterns().values().iterator().next().forgotten());
    task.onEnd(row -> rows.add(row.id() + List.of(row.values())));
    return rows;
  }
}
