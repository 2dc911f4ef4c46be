package io.sluice.benchmarks.kernels;

import io.sluice.cep.program.expr.RowTest;
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

/** One condition on one row, in three forms of code. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Conditions {
  private static final int ROWS = 4096;

  /** How a condition is run. */
  public enum Form {
    /** As the engine does: an object a comparison. */
    CLOSURES,
    /** Method handles, put together. */
    HANDLES,
    /** Bytecode for each shape, with constants in fields. */
    CLASSES
  }

  /** Which conditions. */
  public enum Set {
    /** {@code amount < 2}. */
    W1(1),
    /** {@code category = 'category7' AND amount > 450}. */
    W4_FIRST(1),
    /** {@code country <> home AND amount > 200}. */
    W4_SECOND(1),
    /** Sixteen of three shapes, in turn, as a task with several patterns asks them. */
    MIXED(16);

    final int count;

    Set(int count) {
      this.count = count;
    }
  }

  /** Which form. */
  @Param public Form form = Form.CLOSURES;

  /** Which set. */
  @Param public Set set = Set.W1;

  private final Object[][] rows = new Object[ROWS][];
  private RowTest[] tests = {};

  /** Makes rows and tests. */
  @Setup(Level.Trial)
  public void prepare() {
    var random = new Random(3);
    for (int i = 0; i < ROWS; i++) {
      String home = new String("country" + random.nextInt(5));
      String country = random.nextInt(20) == 0 ? "country9" : new String(home);
      double amount = -100 * Math.log(1 - random.nextDouble());
      rows[i] = new Object[] {"category" + random.nextInt(20), amount, country, home};
    }
    var shapes = new Shapes(form);
    tests = new RowTest[set.count];
    for (int i = 0; i < tests.length; i++) {
      tests[i] =
          switch (set) {
            case W1 -> shapes.less(2);
            case W4_FIRST -> shapes.first("category7", 450);
            case W4_SECOND -> shapes.second(200);
            case MIXED ->
                switch (i % 3) {
                  case 0 -> shapes.less(2 + i);
                  case 1 -> shapes.first("category" + i, 100 + i);
                  default -> shapes.second(100 + i);
                };
          };
    }
    // The call of a test meets all forms and shapes in a real task too.
    for (Form other : Form.values()) {
      var all = new Shapes(other);
      for (RowTest test : new RowTest[] {all.less(1), all.first("category1", 1), all.second(1)}) {
        for (int i = 0; i < 20_000; i++) {
          held += test.holds(rows[i % ROWS]) ? 1 : 0;
        }
      }
    }
  }

  private long held;

  /** Every row, one test each. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long condition() {
    long sum = held;
    int next = 0;
    for (Object[] row : rows) {
      sum += tests[next].holds(row) ? 1 : 0;
      next = next + 1 == tests.length ? 0 : next + 1;
    }
    return sum;
  }
}
