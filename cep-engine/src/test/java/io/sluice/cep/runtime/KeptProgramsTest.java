package io.sluice.cep.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.CompileResult;
import io.sluice.cep.Compiled;
import io.sluice.cep.StatementCompiler;
import io.sluice.cep.plan.Catalog;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.QueryCompiler;
import io.sluice.cep.program.QueryProgram;
import io.sluice.cep.task.Limits;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class KeptProgramsTest {
  private static final String STREAM =
      "CREATE STREAM s (k STRING, c STRING, v DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts);";

  /** Their conditions stand in the table of the crowd; the programs would be most of the heap. */
  @Test
  void of_a_statement_in_a_crowd_the_conditions_are_not_kept() throws InterruptedException {
    var runtime = new TaskRuntime(Limits.DEFAULT);
    List<WeakReference<MatchProgram>> programs = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      programs.add(deploy(runtime, i));
    }
    assertThat(runtime.sharing()).isGreaterThan(8);
    int last = programs.size() - 1;
    for (int i = 0; i < 100 && programs.get(last).get() != null; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(programs.get(last).get()).isNull();
    assertThat(runtime.statements()).hasSize(20);
  }

  private static WeakReference<MatchProgram> deploy(TaskRuntime runtime, int number) {
    String text =
        """
        CREATE PATTERN p%d AS SELECT a FROM s MATCH_RECOGNIZE (
          PARTITION BY k ORDER BY ts MEASURES A.v AS a
          PATTERN (A -> B) WITHIN INTERVAL '1' HOUR
          DEFINE A AS A.c = 'c%d' AND A.v > 10, B AS B.v > %d)"""
            .formatted(number, number, number);
    CompileResult result = StatementCompiler.compile(STREAM + text, Catalog.EMPTY);
    if (number == 0) {
      var stream = (Compiled.Stream) result.statements().getFirst();
      runtime.createStream(stream.def(), stream.text(), 1);
    }
    var query = (Compiled.Query) result.statements().getLast();
    QueryProgram program = QueryCompiler.compile(query.standing());
    runtime.deploy("p" + number, program, query.text(), 1);
    return new WeakReference<>(Objects.requireNonNull(program.match()));
  }
}
