package io.sluice.benchmarks.cep;

import io.siddhi.core.SiddhiAppRuntime;
import io.siddhi.core.SiddhiManager;
import io.siddhi.core.stream.input.InputHandler;
import io.siddhi.core.stream.output.StreamCallback;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Siddhi in this thread: no asynchronous streams, no statistics; the events' time is its clock. */
final class SiddhiDriver implements Driver {
  private final SiddhiManager manager = new SiddhiManager();
  private final SiddhiAppRuntime app;
  private final InputHandler input;
  private final Object[][] events;
  private final long[] times;

  private SiddhiDriver(Workload<?> workload, Object[][] events, Found found) {
    this.events = events;
    this.times = new long[events.length];
    for (int i = 0; i < events.length; i++) {
      times[i] = (Long) events[i][events[i].length - 1];
    }
    String columns =
        workload.columns().stream()
            .map(SiddhiDriver::column)
            .collect(Collectors.joining(", ", "", ", n long, ts long"));
    app =
        manager.createSiddhiAppRuntime(
            "@app:playback define stream S (%s);\ndefine stream Out (rule int, a long, b long, c long);\n%s"
                .formatted(columns, Objects.requireNonNull(workload.siddhi())));
    app.addCallback(
        "Out",
        new StreamCallback() {
          @Override
          public void receive(io.siddhi.core.event.Event[] rows) {
            for (io.siddhi.core.event.Event row : rows) {
              Object[] data = row.getData();
              found.match(
                  SluiceDriver.rule((Integer) data[0]),
                  (Long) data[1],
                  (Long) data[2],
                  (Long) data[3]);
            }
          }
        });
    input = app.getInputHandler("S");
    app.start();
  }

  private static String column(String declared) {
    String[] words = declared.split(" ");
    return words[0] + " " + words[1].toLowerCase(java.util.Locale.ROOT);
  }

  static <E extends Workload.Timed> Object[][] encode(Workload<E> workload, List<E> events) {
    return events.stream()
        .map(
            event -> {
              Object[] own = workload.values(event);
              Object[] values = Arrays.copyOf(own, own.length + 2);
              values[own.length] = event.n();
              values[own.length + 1] = event.time();
              return values;
            })
        .toArray(Object[][]::new);
  }

  static SiddhiDriver of(Workload<?> workload, Object[][] events, Found found) {
    return new SiddhiDriver(workload, events, found);
  }

  @Override
  public void send(int place) throws InterruptedException {
    input.send(times[place], events[place]);
  }

  @Override
  public void close() {
    app.shutdown();
    manager.shutdown();
  }
}
