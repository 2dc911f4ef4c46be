package io.sluice.server.host;

import io.sluice.cep.event.Event;
import io.sluice.server.host.Host.Appended;
import io.sluice.server.host.Refusal.Reason;
import io.sluice.server.store.Store;
import io.sluice.server.store.StoredReply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes events and changes for the writer, or says why it takes none now. */
final class Intake {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
  private static final int EVENT_OVERHEAD = 200;

  private final Store store;
  private final HostSetup setup;
  private final Writer writer;
  private final Ticks ticks;
  private final Failure failure;
  private final AtomicLong backlog;
  private volatile boolean open;
  private volatile boolean closing;
  private volatile boolean diskLow;

  /**
   * @param backlog bytes of events that were taken and not worked on
   */
  Intake(
      Store store,
      HostSetup setup,
      Writer writer,
      Ticks ticks,
      Failure failure,
      AtomicLong backlog) {
    this.store = store;
    this.setup = setup;
    this.writer = writer;
    this.ticks = ticks;
    this.failure = failure;
    this.backlog = backlog;
  }

  /** The start is over. */
  void open() {
    open = true;
  }

  /** Takes nothing from now on; false if that was so before. */
  boolean close() {
    boolean first = !closing;
    closing = true;
    return first;
  }

  /** Once a second: is there space on the disk, and does anything wait for time to pass? */
  void look() {
    boolean low = store.freeBytes() < setup.lowDiskBytes();
    if (low != diskLow) {
      diskLow = low;
      if (low) {
        LOG.error(
            "The disk of the data folder is nearly full; no events are taken until there is space.");
      } else {
        LOG.info("There is space on the disk again; events are taken.");
      }
    }
    Change.Tick tick = refusal() == null ? ticks.due(setup.clock().getAsLong()) : null;
    if (tick != null) {
      writer.offer(new Input.Control(tick, null, new CompletableFuture<>()));
    }
  }

  /** Why no input is taken now, or null. */
  @Nullable Refusal refusal() {
    if (closing) {
      return new Refusal(Reason.STOPPING, "The server is stopping. Try again soon.");
    }
    if (!open) {
      return new Refusal(Reason.OVERLOADED, "The server is starting. Try again in a second.");
    }
    Refusal failed = failure.get();
    if (failed != null) {
      return failed;
    }
    if (diskLow) {
      return new Refusal(
          Reason.STORAGE_FULL,
          "The disk of the data folder is nearly full. Make space; events are taken again by themselves.");
    }
    return null;
  }

  void send(Input.Control change) {
    Refusal why = refusal();
    if (why != null) {
      throw why;
    }
    writer.offer(change);
  }

  CompletableFuture<Appended> append(
      StreamEntry stream,
      List<Event> batch,
      List<byte[]> payloads,
      @Nullable Function<Appended, StoredReply> reply) {
    var done = new CompletableFuture<Appended>();
    Refusal why = refusal();
    if (why == null && !stream.feeders().isEmpty()) {
      why = Writer.fedStream(stream);
    }
    if (why == null && batch.isEmpty()) {
      throw new IllegalArgumentException("no events");
    }
    long bytes = 0;
    for (byte[] payload : payloads) {
      bytes += payload.length + EVENT_OVERHEAD;
    }
    if (why == null && backlog.addAndGet(bytes) > setup.maxBacklogBytes()) {
      backlog.addAndGet(-bytes);
      why =
          new Refusal(
              Reason.OVERLOADED,
              "The server is behind with %.1f MB of events. Try again in a second."
                  .formatted(backlog.get() / 1e6));
    }
    if (why != null) {
      done.completeExceptionally(why);
      return done;
    }
    long now = setup.clock().getAsLong();
    ticks.input(now);
    writer.offer(new Input.Events(stream, batch, payloads, now, bytes, reply, done));
    return done;
  }
}
