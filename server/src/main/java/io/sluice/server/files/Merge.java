package io.sluice.server.files;

import io.sluice.cep.event.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Several files as one sequence: always the earliest of the events that stand at the heads of the
 * files, the file named first among equals. Each file keeps its own order, sorted or not; a row
 * that comes after the watermark is late, which is for the stream to say. Holds one event a file in
 * memory.
 */
public final class Merge implements AutoCloseable {
  private record Head(Event event, EventFile file, int order) {}

  private final List<EventFile> files;
  private final Consumer<BadLine> bad;
  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(
          Comparator.comparingLong((Head h) -> h.event().time()).thenComparingInt(Head::order));
  private boolean started;

  /**
   * @param bad told of each line that is no event
   */
  public Merge(List<? extends EventFile> files, Consumer<BadLine> bad) {
    this.files = new ArrayList<>(files);
    this.bad = bad;
  }

  /** The next event, or null at the end of all files. */
  public @Nullable Event next() {
    if (!started) {
      started = true;
      for (int i = 0; i < files.size(); i++) {
        refill(files.get(i), i);
      }
    }
    Head head = heads.poll();
    if (head == null) {
      return null;
    }
    refill(head.file(), head.order());
    return head.event();
  }

  private void refill(EventFile file, int order) {
    while (true) {
      try {
        Event event = file.next();
        if (event != null) {
          heads.add(new Head(event, file, order));
        }
        return;
      } catch (BadLine e) {
        bad.accept(e);
      }
    }
  }

  @Override
  public void close() {
    files.forEach(EventFile::close);
  }
}
