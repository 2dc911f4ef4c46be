package io.sluice.benchmarks.cep;

import java.util.List;
import java.util.function.Consumer;

/** The hand-written loop: what the question costs at least, roughly. */
final class LoopDriver<E extends Workload.Timed> implements Driver {
  private final List<E> events;
  private final Consumer<E> loop;

  LoopDriver(Workload<E> workload, List<E> events, Found found) {
    this.events = events;
    this.loop = workload.loop(found);
  }

  @Override
  public void send(int place) {
    loop.accept(events.get(place));
  }
}
