package io.sluice.benchmarks.kernels;

import io.sluice.cep.Engine;
import io.sluice.cep.event.Event;
import io.sluice.cep.task.Control;
import io.sluice.cep.task.EngineTask;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One event through a task with one pattern, without a match; 10,000 keys. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Steps {
  private static final int EVENTS = 200_000;
  private static final int KEYS = 10_000;

  /** Kernels, by the pattern that exercises them. */
  public enum Kernel {
    /** Sets: every match. */
    EVERY("AFTER MATCH NO SKIP PATTERN (A ->> B ->> C) %s DEFINE A AS v < 10, B AS v > 90,"),
    /** One start after the other. */
    PREFERRED("PATTERN (A -> B -> C) %s DEFINE A AS v < 10, B AS v > 90,"),
    /** All starts. */
    EACH("AFTER MATCH SKIP TO NEXT ROW PATTERN (A -> B -> C) %s DEFINE A AS v < 10, B AS v > 90,"),
    /** Rows whose key has nothing: look-up alone. */
    LOOK_UP("PATTERN (A -> B -> C) %s DEFINE A AS v < -1, B AS v > 0,"),
    /** Rows that no condition wants. */
    LETTERS("PATTERN (A -> B -> C) %s DEFINE A AS v < -1, B AS v > 1000,");

    private final String pattern;

    Kernel(String pattern) {
      this.pattern = pattern;
    }
  }

  /** Which one. */
  @Param public Kernel kernel = Kernel.EVERY;

  private final Event[] events = new Event[EVENTS];
  private EngineTask task = Engine.newTask();
  private long rows;
  private final EngineTask.Output out = row -> rows++;

  /** Makes the events. */
  @Setup(Level.Trial)
  public void events() {
    var random = new Random(1);
    for (int i = 0; i < EVENTS; i++) {
      Object[] values = {(long) random.nextInt(KEYS), random.nextInt(100), i * 10L};
      events[i] = new Event("s", i * 10L, i, values, Map.of());
    }
  }

  /** A task without rows. */
  @Setup(Level.Invocation)
  public void task() {
    task = Engine.newTask();
    deploy("CREATE STREAM s (k BIGINT, v INT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)");
    deploy(
        """
        CREATE PATTERN p AS SELECT t FROM s MATCH_RECOGNIZE (
          PARTITION BY k ORDER BY ts MEASURES A.ts AS t %s C AS v > 5000) AS m"""
            .formatted(kernel.pattern.formatted("WITHIN INTERVAL '1000' SECOND")));
  }

  private void deploy(String statement) {
    task.onControl(new Control.Deploy(statement, 1), out);
  }

  /** All events. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public long event() {
    for (Event event : events) {
      task.onEvent(event, out);
    }
    return rows;
  }
}
