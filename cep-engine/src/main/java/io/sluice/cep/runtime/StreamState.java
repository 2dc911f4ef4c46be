package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.event.StreamDef;
import io.sluice.cep.program.QueryProgram.Destination;
import io.sluice.cep.runtime.automaton.Crowd;
import io.sluice.cep.runtime.state.Part;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import io.sluice.cep.task.TaskStats;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private final @Nullable TableRows rows;
  private final Readers readers;
  private final List<RunningQuery> merging = new ArrayList<>();
  private final Deadlines deadlines = new Deadlines();
  private final List<Shared> shared = new ArrayList<>();
  private @Nullable List<StreamState> targets;
  private final List<RunningQuery> feeders = new ArrayList<>();
  private long watermark = Long.MIN_VALUE;
  private long done = Long.MIN_VALUE;
  private boolean quiet;
  private long quietSince;
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
      out.flag(quiet).number(quietSince);
    }
  }

  /** What becomes of a row that comes in. */
  enum Arrival {
    /** It is in order and nothing waits: readers see it now. */
    PASSES,
    WAITS,
    LATE
  }

  /** A row that the watermark has not reached. */
  private final class Waiting extends Part {
    private final Event event;
    private boolean released;

    Waiting(Event event) {
      this.event = event;
    }

    @Override
    protected byte[] newKey() {
      return PartKeys.of(PartKeys.WAITING_ROW, deployed.number(), event.offset());
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
    this.readers = new Readers(def.hasWatermark(), shared);
    this.figures = new Figures();
    this.rows = def.isTable() ? new TableRows(deployed.number(), def.primaryKey(), changes) : null;
    changes.touch(figures);
  }

  StreamDef def() {
    return def;
  }

  /** What a table holds; null for a stream. */
  @Nullable TableRows rows() {
    return rows;
  }

  // ---- readers ----

  Readers readers() {
    return readers;
  }

  void add(RunningQuery reader) {
    readers.add(reader);
    if (reader.merge() != null) {
      merging.add(reader);
    }
  }

  void remove(RunningQuery reader) {
    readers.remove(reader);
    merging.remove(reader);
  }

  /** The readers that have to know of time that passes without a row. */
  List<RunningQuery> merging() {
    return merging;
  }

  /** Crowds of statements that read this stream. */
  List<Shared> shared() {
    return shared;
  }

  /**
   * @param number of the one that is wanted, or 0: any of the shape
   */
  @Nullable Shared shared(Crowd.Shape shape, int number) {
    for (Shared each : shared) {
      if (number == 0 ? each.shape().equals(shape) : each.number == number) {
        return each;
      }
    }
    return null;
  }

  Deadlines deadlines() {
    return deadlines;
  }

  /** The streams that readers feed, in the order of their deployment. */
  List<StreamState> targets(Map<String, StreamState> streams) {
    if (targets == null) {
      var found = new LinkedHashSet<StreamState>();
      for (RunningQuery reader : readers.all()) {
        if (reader.program.destination() instanceof Destination.Stream to) {
          found.add(Objects.requireNonNull(streams.get(to.name())));
        }
      }
      targets = List.copyOf(found);
    }
    return targets;
  }

  /** Streams or statements came or went. */
  void forgetTargets() {
    targets = null;
  }

  // ---- rows and time ----

  long watermark() {
    return watermark;
  }

  /** How far readers have gone: their bounds up to here have passed. */
  long done() {
    return done;
  }

  /** Whether that is further than before. */
  boolean done(long time) {
    boolean further = time > done;
    done = Math.max(done, time);
    return further;
  }

  long nextOffset() {
    return nextOffset;
  }

  /** A row that passes is the caller's; one that waits comes out of {@link #release}. */
  Arrival take(Event event) {
    changes.touch(figures);
    events++;
    quiet = false;
    nextOffset = Math.max(nextOffset, event.offset() + 1);
    if (def.hasWatermark() && event.time() < watermark) {
      late++;
      return Arrival.LATE;
    }
    if (!isFed()) {
      raise(behind(event.time()));
      if (waiting.isEmpty() && isReached(event)) {
        return Arrival.PASSES;
      }
    }
    var row = new Waiting(event);
    waiting.add(row);
    changes.touch(row);
    return Arrival.WAITS;
  }

  private boolean isReached(Event event) {
    return event.time() <= watermark || !def.hasWatermark();
  }

  /** Whether the watermark is later than before. */
  boolean raise(long time) {
    if (time <= watermark) {
      return false;
    }
    watermark = time;
    changes.touch(figures);
    return true;
  }

  /** What a complete time of events says of the watermark. */
  private long behind(long time) {
    return !def.hasWatermark() || time == Long.MAX_VALUE || time == Long.MIN_VALUE
        ? time
        : Math.max(time - def.delayMillis(), Long.MIN_VALUE + 1);
  }

  // ---- a stream that statements feed ----

  boolean isFed() {
    return !feeders.isEmpty();
  }

  List<RunningQuery> feeders() {
    return feeders;
  }

  /** The watermark that those who feed it allow. */
  long fedUpTo() {
    long time = Long.MAX_VALUE;
    for (RunningQuery feeder : feeders) {
      time = Math.min(time, feeder.emits());
    }
    return behind(time);
  }

  // ---- silence ----

  /**
   * Processing time, as the log says it. A stream with IDLE AFTER d that has had no event for so
   * long is taken to be as far as if one with the time {@code now - d} had come.
   *
   * @return whether the watermark is later than before
   */
  boolean tick(long now) {
    if (def.idleAfterMillis() < 0) {
      return false;
    }
    if (!quiet) {
      quiet = true;
      quietSince = now;
      changes.touch(figures);
    }
    return now - quietSince >= def.idleAfterMillis() && raise(behind(now - def.idleAfterMillis()));
  }

  boolean hasReleasable() {
    Waiting first = waiting.peek();
    return first != null && isReached(first.event);
  }

  /** The next row that the watermark has reached, or null. */
  @Nullable Event release() {
    Waiting first = waiting.peek();
    if (first == null || !hasReleasable()) {
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
    if (rows != null) {
      rows.drop();
    }
  }

  // ---- restore ----

  void restoreFigures(PartInput in) {
    watermark = in.number();
    done = watermark;
    events = in.number();
    late = in.number();
    nextOffset = in.number();
    quiet = in.flag();
    quietSince = in.number();
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
