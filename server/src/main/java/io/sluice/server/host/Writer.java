package io.sluice.server.host;

import io.sluice.cep.event.Event;
import io.sluice.server.store.Commit;
import io.sluice.server.store.Position;
import io.sluice.server.store.Store;
import io.sluice.server.store.StoreException;
import io.sluice.server.store.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only thread that writes the store. Gives input its place, commits it together with the
 * effects that are ready, and after the sync answers the senders, hands the input to the engine and
 * shows alerts. While one commit syncs the next one gathers, so that load makes commits larger and
 * not more (group commit). After a failed write it writes nothing more.
 */
final class Writer implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  private final Store store;
  private final HostSetup.CommitSink sink;
  private final LongSupplier clock;
  private final Consumer<Step> toEngine;
  private final Consumer<Effects> shown;
  private final AtomicLong backlog;
  private final AtomicLong events;
  private final Failure failure;

  private final WriterQueue queue;
  private Position position;
  private long controlEnd;

  /**
   * @param toEngine takes durable input, in order
   * @param shown takes effects that are durable, in order
   */
  Writer(
      Store store,
      HostSetup.CommitSink sink,
      LongSupplier clock,
      Consumer<Step> toEngine,
      Consumer<Effects> shown,
      AtomicLong backlog,
      AtomicLong events,
      Failure failure) {
    this.store = store;
    this.sink = sink;
    this.clock = clock;
    this.toEngine = toEngine;
    this.shown = shown;
    this.backlog = backlog;
    this.events = events;
    this.failure = failure;
    this.queue = new WriterQueue(failure);
    this.position = store.position();
    this.controlEnd = store.events().end(StoredEvent.CONTROL_STREAM);
  }

  void offer(Input input) {
    if (!queue.offer(input)) {
      refuse(
          input, new Refusal(Refusal.Reason.STOPPING, "The server is stopping. Try again soon."));
    }
  }

  /** Waits while the writer is behind. */
  void offer(Effects done) throws InterruptedException {
    queue.offer(done);
  }

  /** Whether all input that was offered has been applied and committed. */
  boolean isDrained() {
    if (!queue.isIdle()) {
      return false;
    }
    Position reached = store.position();
    return reached.applied() >= reached.nextSequence();
  }

  /** Ends after what is waiting now. */
  void stop() {
    queue.stop();
  }

  @Override
  public void run() {
    var taken = new ArrayList<Input>();
    var ready = new ArrayList<Effects>();
    while (queue.take(taken, ready)) {
      Refusal failed = failure.get();
      if (failed == null) {
        try {
          commit(taken, ready);
        } catch (Throwable e) {
          // Whatever it is: without this thread nothing moves, and everybody must be told so.
          failed = failure.set(asRefusal(e));
        }
      }
      if (failed != null) {
        for (Input input : taken) {
          refuse(input, failed);
        }
        for (Effects lost : ready) {
          backlog.addAndGet(-lost.releasedBytes);
          lost.whenLost(failed);
        }
      }
      taken.clear();
      ready.clear();
    }
  }

  private void commit(List<Input> taken, List<Effects> ready) {
    var steps = new ArrayList<Step>();
    var answers = new ArrayList<Runnable>();
    long derivedRows = 0;
    try (Commit commit = store.newCommit()) {
      long applied = position.applied();
      long nextAlert = position.nextAlert();
      for (Effects done : ready) {
        for (Effects.Derived row : done.derived) {
          checkOffset(row);
        }
        done.writeTo(commit);
        applied = done.applied;
        nextAlert += done.alerts.size();
        derivedRows += done.derived.size();
      }
      long sequence = position.nextSequence();
      for (Input input : taken) {
        sequence =
            switch (input) {
              case Input.Events batch -> place(batch, sequence, commit, steps, answers);
              case Input.Control control -> place(control, sequence, commit, steps);
            };
      }
      var reached = new Position(position.commits() + 1, sequence, applied, nextAlert);
      commit.position(reached);
      sink.write(store, commit);
      position = reached;
    }
    // From here on it is durable.
    for (Effects done : ready) {
      backlog.addAndGet(-done.releasedBytes);
      done.derived.forEach(row -> row.stream().endIsDurable());
      shown.accept(done);
    }
    events.addAndGet(derivedRows);
    // Who asks the engine after an answer hears of what was answered.
    steps.forEach(toEngine);
    answers.forEach(Runnable::run);
  }

  private long place(
      Input.Events batch, long from, Commit commit, List<Step> steps, List<Runnable> answers) {
    StreamEntry stream = batch.stream();
    if (stream.isDropped()) {
      refuse(
          batch,
          new Refusal(
              Refusal.Reason.NOT_FOUND, "The stream `%s` was dropped.".formatted(stream.name())));
      return from;
    }
    if (!stream.feeders().isEmpty()) {
      refuse(batch, fedStream(stream));
      return from;
    }
    long sequence = from;
    long first = stream.end();
    int count = batch.events().size();
    for (int i = 0; i < count; i++) {
      Event event = batch.events().get(i);
      byte[] payload = batch.payloads().get(i);
      long offset = stream.takeOffset();
      commit.event(
          new StoredEvent(
              stream.number(), offset, sequence, event.time(), batch.arrival(), false, payload));
      steps.add(
          new Step.EventStep(
              stream,
              new Event(event.stream(), event.time(), offset, event.values(), event.extra()),
              sequence,
              batch.arrival(),
              batch.bytes() / count + (i == 0 ? batch.bytes() % count : 0)));
      sequence++;
    }
    if (batch.reply() != null) {
      commit.reply(batch.reply().apply(new Host.Appended(first, first + count - 1)));
    }
    answers.add(
        () -> {
          stream.endIsDurable();
          events.addAndGet(count);
          batch.done().complete(new Host.Appended(first, first + count - 1));
        });
    return sequence;
  }

  static Refusal fedStream(StreamEntry stream) {
    return new Refusal(
        Refusal.Reason.FED_STREAM,
        "The events of `%s` come from %s; clients can not add to it. Send to a stream that the pattern reads."
            .formatted(stream.name(), String.join(", ", stream.feeders())));
  }

  private long place(Input.Control control, long sequence, Commit commit, List<Step> steps) {
    long now = clock.getAsLong();
    commit.event(
        new StoredEvent(
            StoredEvent.CONTROL_STREAM,
            controlEnd++,
            sequence,
            now,
            now,
            false,
            control.change().encode()));
    steps.add(
        new Step.ChangeStep(control.change(), control.definition(), sequence, now, control.done()));
    return sequence + 1;
  }

  /** The engine counts the offsets of derived rows; a gap or an overlap would destroy the log. */
  private static void checkOffset(Effects.Derived row) {
    long expected = row.stream().takeOffset();
    if (row.event().offset() != expected) {
      throw new IllegalStateException(
          "derived row of `%s` has offset %d, the log ends at %d"
              .formatted(row.stream().name(), row.event().offset(), expected));
    }
  }

  private void refuse(Input input, Refusal why) {
    backlog.addAndGet(-input.bytes());
    CompletableFuture<?> done =
        switch (input) {
          case Input.Events batch -> batch.done();
          case Input.Control control -> control.done();
        };
    done.completeExceptionally(why);
  }

  private static Refusal asRefusal(Throwable e) {
    if (e instanceof StoreException store) {
      LOG.error("{} Nothing is written any more; reading goes on.", store.text());
      return new Refusal(
          store.reason() == StoreException.Reason.FULL
              ? Refusal.Reason.STORAGE_FULL
              : Refusal.Reason.STORAGE_FAILED,
          store.text());
    }
    LOG.error("The writer stopped; nothing is written any more, reading goes on.", e);
    return new Refusal(
        Refusal.Reason.STORAGE_FAILED,
        "The server met an error of its own and takes no more input. Restart it; the log of the server says more.");
  }
}
