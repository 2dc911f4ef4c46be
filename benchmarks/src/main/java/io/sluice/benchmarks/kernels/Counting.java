package io.sluice.benchmarks.kernels;

import io.sluice.cep.Engine;
import io.sluice.cep.event.Event;
import io.sluice.cep.task.Control;
import io.sluice.cep.task.EngineTask;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

/**
 * One event through a task that counts all matches of a sequence without listing them: a sliding
 * product of matrices. One key, as many types as elements and six more.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Counting {
  private static final int EVENTS = 200_000;

  /** What is told of the matches that end at a row. */
  public enum Told {
    /** {@code COUNT(*)}. */
    COUNT("COUNT(*) AS n"),
    /** A sum over the first rows of all of them beside. */
    SUM("COUNT(*) AS n, SUM(E0.v) AS s");

    private final String measures;

    Told(String measures) {
      this.measures = measures;
    }
  }

  /** Variables in the sequence. */
  @Param({"3", "9"})
  public int elements = 3;

  /** Bound of a match, in events. */
  @Param({"100", "10000", "100000"})
  public int window = 100;

  /** What is told. */
  @Param public Told told = Told.COUNT;

  private final Event[] events = new Event[EVENTS];
  private EngineTask task = Engine.newTask();
  private long rows;
  private final EngineTask.Output out = row -> rows++;

  /** Makes the events, one a millisecond. */
  @Setup(Level.Trial)
  public void events() {
    var random = new Random(1);
    for (int i = 0; i < EVENTS; i++) {
      Object[] values = {random.nextInt(elements + 6), (long) random.nextInt(100), (long) i};
      events[i] = new Event("s", i, i, values, Map.of());
    }
  }

  /** A task without rows. */
  @Setup(Level.Invocation)
  public void task() {
    task = Engine.newTask();
    deploy("CREATE STREAM s (kind INT, v BIGINT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)");
    deploy(
        """
        CREATE PATTERN p AS SELECT * FROM s MATCH_RECOGNIZE (
          ORDER BY ts MEASURES %s ONE ROW PER LAST ROW AFTER MATCH NO SKIP
          PATTERN (%s) WITHIN INTERVAL '%d.%03d' SECOND DEFINE %s) AS m"""
            .formatted(
                told.measures,
                each("E%d", " ->> "),
                window / 1000,
                window % 1000,
                each("E%1$d AS E%1$d.kind = %1$d", ", ")));
  }

  private String each(String format, String between) {
    return IntStream.range(0, elements)
        .mapToObj(format::formatted)
        .collect(Collectors.joining(between));
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
