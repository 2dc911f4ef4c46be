package io.sluice.cep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.event.Event;
import io.sluice.cep.task.Control;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.OutputRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Patterns without WITHIN: what is held is what is in use. */
class UnboundedPatternTest {
  private static final String STREAM =
      "CREATE STREAM e (k STRING, s STRING, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)";

  @Test
  void a_partial_match_of_one_key_holds_no_rows_of_another() {
    assertStateStaysSmall("A -> B", "SKIP PAST LAST ROW");
    assertStateStaysSmall("A B", "SKIP TO NEXT ROW");
    assertStateStaysSmall("A B", "NO SKIP");
  }

  private static void assertStateStaysSmall(String pattern, String skip) {
    EngineTask task = Engine.newTask();
    task.onControl(new Control.Deploy(STREAM, 1), row -> {});
    String statement =
        "CREATE PATTERN p WITH (unbounded = 'true') AS SELECT * FROM e MATCH_RECOGNIZE ("
            + "PARTITION BY k ORDER BY ts MEASURES A.ts AS a AFTER MATCH %s PATTERN (%s)"
                .formatted(skip, pattern)
            + " DEFINE A AS A.s = 'a', B AS B.s = 'b') AS m";
    task.onControl(new Control.Deploy(statement, 1), row -> {});
    var rows = new ArrayList<OutputRow>();
    task.onEvent(event(0, "idle", "a"), rows::add);
    for (int n = 1; n < 20_000; n++) {
      task.onEvent(event(n, "busy", n % 2 == 1 ? "a" : "b"), rows::add);
    }
    task.onEvent(event(20_000, "idle", "b"), rows::add);
    assertThat(rows).as(pattern).hasSize(10_000);
    assertThat(rows.getLast().values()[1]).isEqualTo(0L);
    assertThat(stored(task)).as("bytes of state of %s %s", pattern, skip).isLessThan(20_000);
  }

  private static int stored(EngineTask task) {
    Map<String, Integer> sizes = new HashMap<>();
    task.drainDirty(
        new EngineTask.StateWriter() {
          @Override
          public void put(byte[] key, byte[] value) {
            sizes.put(Arrays.toString(key), value.length);
          }

          @Override
          public void delete(byte[] key) {
            sizes.remove(Arrays.toString(key));
          }
        });
    return sizes.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static Event event(int n, String key, String s) {
    return new Event("e", n, n, List.of(key, s, (long) n).toArray(), Map.of());
  }
}
