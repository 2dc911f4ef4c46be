package io.sluice.cep.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sluice.cep.Engine;
import io.sluice.cep.event.Event;
import io.sluice.cep.task.Control;
import io.sluice.cep.task.EngineTask;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Once its arrays have grown, a matcher takes nothing from the heap for rows without a match. */
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int ROUND = 20_000;
  private static final int MOST_ROUNDS = 30;

  private static final String STRICT = "PATTERN (A{3} C B) WITHIN INTERVAL '1' SECOND";
  private static final String GAPS = "PATTERN (A -> C -> B) WITHIN INTERVAL '1' SECOND";

  @ParameterizedTest
  @ValueSource(
      strings = {
        STRICT,
        GAPS,
        "AFTER MATCH SKIP TO NEXT ROW " + STRICT,
        "AFTER MATCH SKIP TO NEXT ROW " + GAPS,
        "AFTER MATCH NO SKIP " + STRICT,
        "AFTER MATCH NO SKIP PATTERN (A ->> C ->> B) WITHIN INTERVAL '1' SECOND",
        "AFTER MATCH NO SKIP PATTERN (A ->> RELAXED(C+) ->> B) WITHIN INTERVAL '1' SECOND"
      })
  void rows_cost_no_memory(String pattern) {
    EngineTask task = Engine.newTask();
    EngineTask.Output none = row -> {};
    task.onControl(
        new Control.Deploy(
            "CREATE STREAM s (k BIGINT, v INT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)", 1),
        none);
    task.onControl(
        new Control.Deploy(
            """
            CREATE PATTERN p AS SELECT t FROM s MATCH_RECOGNIZE (
              PARTITION BY k ORDER BY ts MEASURES A.ts AS t %s
              DEFINE A AS v < 40, B AS v > 1000, C AS v > 60) AS m"""
                .formatted(pattern),
            1),
        none);
    var random = new Random(1);
    long time = 0;
    long offset = 0;
    long least = Long.MAX_VALUE;
    for (int round = 0; round < MOST_ROUNDS && least > 0; round++) {
      var events = new Event[ROUND];
      for (int i = 0; i < ROUND; i++) {
        time += random.nextInt(3);
        Object[] values = {(long) random.nextInt(100), random.nextInt(100), time};
        events[i] = new Event("s", time, offset++, values, Map.of());
      }
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (Event event : events) {
        task.onEvent(event, none);
      }
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(task.stats().patterns().get("p").attempts()).as("attempts").isPositive();
    assertThat(least).as("bytes for %,d rows", ROUND).isZero();
  }
}
