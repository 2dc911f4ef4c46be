package io.sluice.cep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.cep.event.Event;
import io.sluice.cep.task.Control;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.OutputRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An error of our own while a row goes through one statement. */
class FailedStatementTest {
  private final EngineTask task = Engine.newTask();
  private final List<String> seen = new ArrayList<>();

  private final EngineTask.Output out =
      new EngineTask.Output() {
        @Override
        public void row(OutputRow row) {
          if (row.producer().equals("b") && row.values()[0].equals(2)) {
            throw new StackOverflowError();
          }
          seen.add(row.producer() + row.values()[0]);
        }

        @Override
        public void failed(String statement, Throwable error) {
          seen.add(statement + " failed");
        }
      };

  private void deploy(EngineTask.Output to) {
    for (String text :
        List.of(
            "CREATE STREAM s (n INT)",
            "CREATE PATTERN a AS SELECT n FROM s",
            "CREATE PATTERN b AS SELECT n FROM s",
            "CREATE PATTERN c AS SELECT n FROM s")) {
      task.onControl(new Control.Deploy(text, 1), to);
    }
  }

  private void send(int n, EngineTask.Output to) {
    task.onEvent(new Event("s", n, n - 1, new Object[] {n}, Map.of()), to);
  }

  @Test
  void stops_this_statement_until_it_is_resumed_and_no_other() {
    deploy(out);
    for (int n = 1; n <= 3; n++) {
      send(n, out);
    }
    assertThat(seen).containsExactly("a1", "b1", "c1", "a2", "b failed", "c2", "a3", "c3");
    assertThat(task.stats().patterns().get("b").paused()).isTrue();
    task.onControl(new Control.ResumePattern("b"), out);
    send(4, out);
    assertThat(seen).endsWith("a4", "b4", "c4");
  }

  @Test
  void goes_up_where_nobody_writes_it_down() {
    deploy(row -> {});
    assertThatThrownBy(
            () ->
                send(
                    1,
                    row -> {
                      throw new IllegalStateException("ours");
                    }))
        .hasMessage("ours");
  }
}
