package io.sluice.cep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.event.Event;
import io.sluice.cep.task.Control;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.OutputRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A join that was paused has the table as it is when it goes on. */
class PausedJoinTest {
  private final List<OutputRow> rows = new ArrayList<>();
  private final TreeMap<String, byte[][]> disk = new TreeMap<>();
  private EngineTask task = Engine.newTask();
  private boolean restarts;

  @Test
  void the_table_of_a_join_goes_on_while_it_is_paused() {
    assertTold("");
  }

  @Test
  void so_does_one_with_a_watermark() {
    assertTold(", WATERMARK FOR ts AS ts");
  }

  @Test
  void a_restart_between_makes_no_difference() {
    restarts = true;
    assertTold("");
  }

  private void assertTold(String watermark) {
    deploy("CREATE STREAM news (body TEXT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)");
    deploy(
        "CREATE TABLE saved (name STRING, q STRING, ts TIMESTAMP(3)%s, PRIMARY KEY (name) NOT ENFORCED)"
            .formatted(watermark));
    deploy(
        "CREATE PATTERN a AS SELECT s.name, n.ts FROM news AS n"
            + " JOIN saved FOR SYSTEM_TIME AS OF n.ts AS s ON MATCHES(n.body, s.q)");
    saved("x", "oil", 1);
    control(new Control.PausePattern("a"));
    saved("x", "gas", 2);
    saved("y", "oil", 3);
    control(new Control.ResumePattern("a"));
    news("oil", 5);
    saved("z", "oil", 20);
    news("oil", 21);
    saved("late", "nothing", 40);
    assertThat(rows.stream().map(row -> Arrays.toString(row.values())))
        .containsExactly("[y, 5]", "[y, 21]", "[z, 21]");
  }

  private void saved(String name, String query, long time) {
    event(new Event("saved", time, time, new Object[] {name, query, time}, Map.of()));
  }

  private void news(String body, long time) {
    event(new Event("news", time, time, new Object[] {body, time}, Map.of()));
  }

  private void event(Event event) {
    task.onEvent(event, rows::add);
    restart();
  }

  private void deploy(String statement) {
    control(new Control.Deploy(statement, 1));
  }

  private void control(Control change) {
    task.onControl(change, rows::add);
    restart();
  }

  private void restart() {
    if (!restarts) {
      return;
    }
    task.drainDirty(
        new EngineTask.StateWriter() {
          @Override
          public void put(byte[] key, byte[] value) {
            disk.put(Arrays.toString(key), new byte[][] {key, value});
          }

          @Override
          public void delete(byte[] key) {
            disk.remove(Arrays.toString(key));
          }
        });
    task = Engine.newTask();
    task.restore(to -> disk.values().forEach(part -> to.accept(part[0], part[1])));
  }
}
