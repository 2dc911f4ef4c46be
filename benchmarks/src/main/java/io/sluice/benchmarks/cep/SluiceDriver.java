package io.sluice.benchmarks.cep;

import io.sluice.cep.Engine;
import io.sluice.cep.event.Event;
import io.sluice.cep.task.Control;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.OutputRow;
import io.sluice.cep.task.RowCursor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Sluice's task, as a server drives it: statements one by one, then events. */
final class SluiceDriver implements Driver {
  private final EngineTask task = Engine.newTask();
  private final Event[] events;
  private final EngineTask.Output out;

  private SluiceDriver(Event[] events, Found found) {
    this.events = events;
    this.out = new Rows(found);
  }

  /** Rules are called {@code r} and a number, whose hash code is known to each string. */
  private record Rows(Found found) implements EngineTask.Output {
    @Override
    public void row(OutputRow row) {
      Object[] values = row.values();
      long rule = row.producer().hashCode();
      found.match(rule, (Long) values[0], (Long) values[1], (Long) values[2]);
    }

    @Override
    public void rows(RowCursor rows) {
      long rule = rows.origin().producer().hashCode();
      while (rows.next()) {
        found.match(rule, (Long) rows.value(0), (Long) rows.value(1), (Long) rows.value(2));
      }
    }
  }

  static long rule(int number) {
    return name(number).hashCode();
  }

  static String name(int number) {
    return "r" + number;
  }

  static <E extends Workload.Timed> Event[] encode(Workload<E> workload, List<E> events) {
    return events.stream()
        .map(
            event -> {
              Object[] own = workload.values(event);
              Object[] values = Arrays.copyOf(own, own.length + 2);
              values[own.length] = event.n();
              values[own.length + 1] = event.time();
              return new Event("s", event.time(), event.n(), values, Map.of());
            })
        .toArray(Event[]::new);
  }

  static SluiceDriver of(Workload<?> workload, Event[] events, Found found) {
    var driver = new SluiceDriver(events, found);
    driver.deploy(
        "CREATE STREAM s (%s, n BIGINT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)"
            .formatted(String.join(", ", workload.columns())));
    workload.patterns().forEach(driver::deploy);
    return driver;
  }

  private void deploy(String statement) {
    task.onControl(new Control.Deploy(statement, 1), out);
  }

  @Override
  public void send(int place) {
    task.onEvent(events[place], out);
  }
}
