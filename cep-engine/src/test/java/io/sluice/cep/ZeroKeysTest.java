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
import org.junit.jupiter.api.Test;

/** 0.0 and -0.0 are equal, so they are one key, whichever of them came first. */
class ZeroKeysTest {
  private static List<String> run(Matching matching, String pattern) {
    EngineTask task = Engine.newTask(Limits.DEFAULT, matching);
    var rows = new ArrayList<String>();
    EngineTask.Output out =
        row -> rows.add(row.id() + Arrays.toString(row.key()) + Arrays.toString(row.values()));
    task.onControl(
        new Control.Deploy(
            "CREATE STREAM e (d DOUBLE, k STRING, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)", 1),
        out);
    task.onControl(
        new Control.Deploy(
            """
            CREATE PATTERN p AS SELECT * FROM e MATCH_RECOGNIZE (
              PARTITION BY d ORDER BY ts
              MEASURES A.ts AS a, B.ts AS b
              AFTER MATCH SKIP TO NEXT ROW
              PATTERN (%s) WITHIN INTERVAL '1' HOUR
              DEFINE B AS B.k = A.k AND B.d = A.d) AS m"""
                .formatted(pattern),
            1),
        out);
    double[] numbers = {0.0, -0.0, -0.0, 0.0, 1.0, -0.0};
    String[] kinds = {"x", "y", "y", "x", "y", "x"};
    for (int i = 0; i < numbers.length; i++) {
      Object[] values = {numbers[i], kinds[i], (long) i};
      task.onEvent(new Event("e", i, i, values, Map.of()), out);
    }
    return rows;
  }

  @Test
  void keys_and_ids_do_not_depend_on_the_matcher() {
    for (String pattern : List.of("A -> B", "A B?", "A ->> B")) {
      List<String> clear = run(Matching.CLEAR, pattern);
      assertThat(clear).hasSizeGreaterThan(2).allMatch(row -> row.contains("[0.0]["));
      assertThat(run(Matching.FASTEST, pattern)).as(pattern).isEqualTo(clear);
    }
  }
}
