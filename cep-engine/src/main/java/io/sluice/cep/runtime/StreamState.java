package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.event.StreamDef;
import io.sluice.cep.runtime.state.Part;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import io.sluice.cep.task.TaskStats;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** A stream: its watermark, the rows that wait for it, and the statements that read it. */
final class StreamState {
  private final Deployed deployed;
  private final StreamDef def;
  private final Part.Changes changes;
  private final Figures figures;
  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(
          Comparator.<Waiting>comparingLong(w -> w.event.time())
              .thenComparingLong(w -> w.event.offset()));
  private final List<RunningQuery> readers = new ArrayList<>();
  private long watermark = Long.MIN_VALUE;
  private long passed = Long.MIN_VALUE;
  private long events;
  private long late;
  private long nextOffset;
  private boolean dropped;

  private final class Figures extends Part {
    Figures() {
      super(PartKeys.of(PartKeys.STREAM, deployed.number()));
    }

    @Override
    protected boolean exists() {
      return !dropped;
    }

    @Override
    protected void write(PartOutput out) {
      deployed.write(out);
      out.number(watermark).number(events).number(late).number(nextOffset);
    }
  }

  /** A row that the watermark has not reached. */
  private final class Waiting extends Part {
    private final Event event;
    private boolean released;

    Waiting(Event event) {
      super(PartKeys.of(PartKeys.WAITING_ROW, deployed.number(), event.offset()));
      this.event = event;
    }

    @Override
    protected boolean exists() {
      return !released;
    }

    @Override
    protected void write(PartOutput out) {
      out.event(event);
    }
  }

  StreamState(Deployed deployed, StreamDef def, Part.Changes changes) {
    this.deployed = deployed;
    this.def = def;
    this.changes = changes;
    this.figures = new Figures();
    changes.touch(figures);
  }

  StreamDef def() {
    return def;
  }

  List<RunningQuery> readers() {
    return readers;
  }

  long watermark() {
    return watermark;
  }

  /** Bounds of readers up to here have been passed; the watermark before the call at hand. */
  long passed() {
    return passed;
  }

  void passedTo(long time) {
    passed = Math.max(passed, time);
  }

  long nextOffset() {
    return nextOffset;
  }

  /** False where the row is late. */
  boolean take(Event event) {
    changes.touch(figures);
    events++;
    nextOffset = Math.max(nextOffset, event.offset() + 1);
    if (def.hasWatermark() && event.time() < watermark) {
      late++;
      return false;
    }
    var row = new Waiting(event);
    waiting.add(row);
    changes.touch(row);
    long complete = def.hasWatermark() ? event.time() - def.delayMillis() : event.time();
    raise(complete > event.time() ? Long.MIN_VALUE : complete);
    return true;
  }

  void raise(long time) {
    if (time > watermark) {
      watermark = time;
      changes.touch(figures);
    }
  }

  /** The next row that the watermark has reached, or null. */
  @Nullable Event release() {
    Waiting first = waiting.peek();
    if (first == null || (first.event.time() > watermark && def.hasWatermark())) {
      return null;
    }
    waiting.remove();
    first.released = true;
    changes.touch(first);
    return first.event;
  }

  void drop() {
    dropped = true;
    changes.touch(figures);
    for (Waiting row : waiting) {
      row.released = true;
      changes.touch(row);
    }
    waiting.clear();
  }

  // ---- restore ----

  void restoreFigures(PartInput in) {
    watermark = in.number();
    passed = watermark;
    events = in.number();
    late = in.number();
    nextOffset = in.number();
    figures.wasStored();
  }

  void restoreWaiting(PartInput in) {
    var row = new Waiting(in.event());
    row.wasStored();
    waiting.add(row);
  }

  TaskStats.StreamStats stats() {
    return new TaskStats.StreamStats(events, late, watermark, waiting.size());
  }
}
