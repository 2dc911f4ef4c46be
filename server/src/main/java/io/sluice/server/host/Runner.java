package io.sluice.server.host;

import io.sluice.cep.StatementException;
import io.sluice.cep.event.Event;
import io.sluice.cep.event.Schema;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.LimitReachedException;
import io.sluice.cep.task.OutputRow;
import io.sluice.cep.task.TaskStats;
import io.sluice.server.store.StoredAlert;
import io.sluice.server.store.StoredEvent;
import io.sluice.server.wire.AlertJson;
import io.sluice.server.wire.BadEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that owns the engine task and the stored queries. Takes durable input in order, gives
 * each event to the engine and then to the queries of its stream, and hands effects to the writer.
 */
final class Runner implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

  private static final int STEPS_A_STRETCH = 2000;
  private static final long STRETCH_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long STATS_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final EngineTask task;
  private final Definitions definitions;
  private final Writer writer;
  private final Timings timings;
  private final Failure failure;
  private final Set<Long> leftOut;
  private final Applying changes;
  private final EngineTask.Output output = new Rows();
  private final LinkedBlockingQueue<Step> steps = new LinkedBlockingQueue<>();
  private volatile TaskStats stats = new TaskStats(Map.of(), Map.of());
  private volatile boolean stopping;
  private volatile boolean ended;
  private volatile long brokenAt = -1;
  private boolean statsStale;
  private long statsAt;
  private long nextAlert;

  // The stretch at hand.
  private Effects effects = new Effects();
  private long arrival;
  private long sequence;
  private @Nullable Event current;
  private final List<Effects.Derived> derived = new ArrayList<>();
  private final List<Event> derivedEvents = new ArrayList<>();

  Runner(
      EngineTask task,
      Definitions definitions,
      HostSetup.Compiler compiler,
      Writer writer,
      Timings timings,
      Failure failure,
      Set<Long> leftOut,
      long nextAlert) {
    this.task = task;
    this.definitions = definitions;
    this.changes = new Applying(compiler, definitions, c -> task.onControl(c, output));
    this.writer = writer;
    this.timings = timings;
    this.failure = failure;
    this.leftOut = leftOut;
    this.nextAlert = nextAlert;
    this.stats = task.stats();
  }

  /** Never waits. After a failure nobody works on the step, so who waits for it is told. */
  void offer(Step step) {
    steps.add(step);
    if (failure.get() != null) {
      refuseAll(failure.get());
    } else if (ended) {
      refuseAll(new Refusal(Refusal.Reason.STOPPING, "The server is stopping. Try again soon."));
    }
  }

  private void refuseAll(@Nullable Refusal why) {
    if (why == null) {
      return;
    }
    for (Step step = steps.poll(); step != null; step = steps.poll()) {
      switch (step) {
        case Step.ChangeStep change -> change.done().completeExceptionally(why);
        case Step.Question question -> question.refused().accept(why);
        case Step.EventStep _, Step.Replayed _ -> {}
      }
    }
  }

  /**
   * What the engine has to say when it has worked off all input that was there before. It answers
   * between two inputs, so the question should be answered soon.
   *
   * @return fails with {@link Refusal} where the engine has stopped
   */
  <T> CompletableFuture<T> ask(Function<EngineTask, T> question) {
    var answer = new CompletableFuture<T>();
    offer(
        new Step.Question(
            of -> {
              // Nobody waits any more for one that came too late.
              if (!answer.isDone()) {
                try {
                  answer.complete(question.apply(of));
                } catch (RuntimeException | StackOverflowError e) {
                  answer.completeExceptionally(e);
                }
              }
            },
            answer::completeExceptionally));
    return answer;
  }

  int waiting() {
    return steps.size();
  }

  /**
   * The input that the engine can not get past: the same input gives the same error. -1 for none,
   * and where the machine was at its end, which another try may not meet.
   */
  long brokenAt() {
    return brokenAt;
  }

  TaskStats stats() {
    return stats;
  }

  /** Ends after the steps that are waiting now. */
  void stop() {
    stopping = true;
  }

  @Override
  public void run() {
    try {
      while (true) {
        Step first = steps.poll(100, TimeUnit.MILLISECONDS);
        if (first == null) {
          if (stopping) {
            ended = true;
            refuseAll(
                new Refusal(Refusal.Reason.STOPPING, "The server is stopping. Try again soon."));
            return;
          }
          refreshStats(true);
          continue;
        }
        stretch(first);
        refreshStats(false);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      // Whatever it is: without this thread nothing moves, and everybody must be told so.
      LOG.error(
          "The engine stopped at input {}; no input is taken any more, reading goes on.",
          sequence,
          e);
      brokenAt =
          e instanceof VirtualMachineError && !(e instanceof StackOverflowError) ? -1 : sequence;
      Refusal why =
          failure.set(
              new Refusal(
                  Refusal.Reason.STORAGE_FAILED,
                  "The engine met an error of its own and takes no more input. Restart the server; its log says more."));
      effects.whenLost(why);
      refuseAll(why);
    }
  }

  private void stretch(Step first) throws InterruptedException {
    effects = new Effects();
    long start = System.nanoTime();
    Step step = first;
    do {
      if (step instanceof Step.Question question) {
        question.ask().accept(task);
      } else {
        process(step);
        effects.steps++;
      }
      if (effects.steps >= STEPS_A_STRETCH || System.nanoTime() - start > STRETCH_NANOS) {
        break;
      }
      step = steps.poll();
    } while (step != null);
    if (effects.steps == 0) {
      return;
    }
    task.drainDirty(effects);
    definitions.drainHits(effects);
    effects.applied = sequence + 1;
    statsStale = true;
    writer.offer(effects);
  }

  private void process(Step step) {
    sequence = step.sequence();
    switch (step) {
      case Step.EventStep event -> {
        effects.releasedBytes += event.bytes();
        event(event.stream(), event.event(), event.arrival());
      }
      case Step.ChangeStep change -> {
        effects.waiting.add(change.done());
        arrival = change.arrival();
        try {
          Defined left = apply(change.change(), change.definition());
          effects.whenDurable.add(() -> change.done().complete(left));
        } catch (Refusal | StatementException | io.sluice.percolator.QuerySyntaxException e) {
          effects.whenDurable.add(() -> change.done().completeExceptionally(e));
        }
      }
      case Step.Question _ -> {}
      case Step.Replayed replayed -> {
        if (leftOut.contains(sequence)) {
          LOG.error("Input {} is left out: the engine can not get past it.", sequence);
        } else {
          replay(replayed.stored());
        }
      }
    }
  }

  private void replay(StoredEvent stored) {
    arrival = stored.arrival();
    if (stored.stream() == StoredEvent.CONTROL_STREAM) {
      try {
        apply(Change.decode(stored.payload()), null);
      } catch (Refusal | StatementException | io.sluice.percolator.QuerySyntaxException e) {
        // It was refused the first time too.
        LOG.debug("change at {} refused: {}", stored.sequence(), e.getMessage());
      }
      return;
    }
    StreamEntry stream = definitions.streamByNumber(stored.stream());
    if (stream == null) {
      return;
    }
    byte[] json = stored.payload();
    try {
      event(
          stream,
          stream.json().read(json, 0, json.length, stored.arrival(), stored.offset()),
          stored.arrival());
    } catch (BadEvent e) {
      throw new IllegalStateException(
          "event %d of `%s` was accepted and can not be read again: %s"
              .formatted(stored.offset(), stream.name(), e.text()));
    }
  }

  private void event(StreamEntry stream, Event event, long arrivedAt) {
    if (stream.isDropped()) {
      return;
    }
    arrival = arrivedAt;
    current = event;
    long start = System.nanoTime();
    task.onEvent(event, output);
    timings.matched(System.nanoTime() - start);
    current = null;
    search(stream, event);
    searchDerived();
  }

  private @Nullable Defined apply(Change change, @Nullable Definition definition) {
    Defined left = changes.apply(change, definition, sequence, arrival, effects);
    if (change instanceof Change.Tick tick) {
      task.onTick(tick.now(), output);
    }
    searchDerived();
    return left;
  }

  private void searchDerived() {
    for (int i = 0; i < derivedEvents.size(); i++) {
      search(derived.get(i).stream(), derivedEvents.get(i));
    }
    derived.clear();
    derivedEvents.clear();
  }

  /** What the engine makes of the input at hand. */
  private final class Rows implements EngineTask.Output {
    @Override
    public void row(OutputRow row) {
      switch (row.kind()) {
        case ALERT -> alert(row);
        case STREAM, LATE -> derivedRow(row);
        case RESULT -> throw new IllegalStateException("a bounded query can not be deployed");
      }
    }

    @Override
    public void failed(String statement, Throwable error) {
      if (error instanceof LimitReachedException limit) {
        LOG.warn(
            "The pattern `{}` stopped at a limit, as it says: {}", statement, limit.getMessage());
        changes.failed(
            statement,
            "It stopped at a limit, as its on_limit says: %s. Events since then were not seen; enable it to go on."
                .formatted(limit.getMessage()),
            arrival,
            effects);
        return;
      }
      LOG.error(
          "The pattern `{}` met an error of the engine's own at input {} and is stopped; all others go on.",
          statement,
          sequence,
          error);
      changes.failed(
          statement,
          "The engine met an error of its own at input %,d (%s). Events since then were not seen. Report it with the statement; enable the pattern to try again."
              .formatted(sequence, Instant.ofEpochMilli(arrival)),
          arrival,
          effects);
    }
  }

  private void alert(OutputRow row) {
    long offset = nextAlert++;
    PatternEntry pattern = definitions.working().pattern(row.producer());
    OutputRow own = row.withId(AlertIds.ofPattern(pattern, row.id()));
    byte[] document = AlertJson.ofPattern(offset, own, sourceOf(row, pattern), arrival);
    effects.alerts.add(
        new StoredAlert(
            offset, own.id(), row.time(), arrival, false, pattern.name(), keys(row), document));
  }

  private static String sourceOf(OutputRow row, PatternEntry pattern) {
    if (row.matchedTotal() > 0) {
      return row.matched().getFirst().event().stream();
    }
    List<String> sources = pattern.sources();
    return sources.isEmpty() ? pattern.name() : sources.getFirst();
  }

  private static List<String> keys(OutputRow row) {
    Schema schema = row.keySchema();
    var texts = new ArrayList<String>(schema.size());
    for (int i = 0; i < schema.size(); i++) {
      texts.add(AlertJson.keyText(row.key()[i], schema.column(i).type()));
    }
    return List.copyOf(texts);
  }

  private void derivedRow(OutputRow row) {
    StreamEntry target = definitions.stream(row.to());
    int timeColumn = target.def().timeColumn();
    long time = timeColumn >= 0 && row.values()[timeColumn] instanceof Long own ? own : row.time();
    // A late event keeps the undeclared fields that it came with; rows of statements have none.
    Map<String, @Nullable Object> extra =
        row.kind() == OutputRow.Kind.LATE && current != null && target.def().schema().open()
            ? current.extra()
            : Map.of();
    var event = new Event(target.name(), time, row.offset(), row.values(), extra);
    var stored =
        new StoredEvent(
            target.number(),
            row.offset(),
            sequence,
            time,
            arrival,
            true,
            target.json().write(event));
    var record = new Effects.Derived(target, stored);
    effects.derived.add(record);
    derived.add(record);
    derivedEvents.add(event);
  }

  private void search(StreamEntry stream, Event event) {
    if (!definitions.hasQueries(stream)) {
      return;
    }
    long start = System.nanoTime();
    List<Definitions.Hit> found;
    try {
      found = definitions.search(stream, event, arrival);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error(
          "The queries of `{}` could not be tested against event {}; it raises no alerts of queries.",
          stream.name(),
          event.offset(),
          e);
      return;
    }
    timings.percolated(System.nanoTime() - start);
    for (Definitions.Hit hit : found) {
      QueryEntry query = hit.query();
      long offset = nextAlert++;
      String id = AlertIds.ofQuery(query, stream, event);
      byte[] document =
          AlertJson.ofQuery(
              offset,
              id,
              query.id(),
              query.version(),
              query.title(),
              query.level(),
              query.tags(),
              hit.names(),
              event,
              stream.def().schema(),
              arrival);
      effects.alerts.add(
          new StoredAlert(
              offset, id, event.time(), arrival, true, query.id(), List.of(), document));
    }
  }

  private void refreshStats(boolean idle) {
    long now = System.nanoTime();
    if (statsStale && (idle || now - statsAt > STATS_NANOS)) {
      stats = task.stats();
      statsAt = now;
      statsStale = false;
    }
  }
}
