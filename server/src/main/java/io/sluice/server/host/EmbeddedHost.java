package io.sluice.server.host;

import io.sluice.cep.event.Event;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.InFlight;
import io.sluice.cep.task.Limits;
import io.sluice.cep.task.TaskStats;
import io.sluice.percolator.Explanation;
import io.sluice.percolator.MatchOptions;
import io.sluice.percolator.MatchResult;
import io.sluice.percolator.QueryCost;
import io.sluice.server.host.Refusal.Reason;
import io.sluice.server.store.RecoveryReport;
import io.sluice.server.store.Store;
import io.sluice.server.store.StoreException;
import io.sluice.server.store.StoredEvent;
import io.sluice.server.store.StoredReply;
import io.sluice.server.wire.BadEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The host on one machine: one process, one data folder, nothing else to install. */
public final class EmbeddedHost implements Host {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedHost.class);

  private static final long STOP_MILLIS = 10_000;
  private static final long SAVE_SECONDS = 60;
  private static final long ANSWER_MILLIS = 5000;

  private static final long REPLY_MILLIS = TimeUnit.HOURS.toMillis(24);

  private final Store store;
  private final HostSetup setup;
  private final Registry registry = new Registry();
  private final Definitions definitions;
  private final StoredAlertLog alerts;
  private final Writer writer;
  private final Runner runner;
  private final Thread writerThread;
  private final Thread runnerThread;
  private final ScheduledExecutorService watch;
  private final ScheduledExecutorService saver;
  private final AtomicLong backlog = new AtomicLong();
  private final AtomicLong events = new AtomicLong();
  private final Failure failure = new Failure();
  private final Set<Long> leftOut;
  private final Changes changes;
  private final Intake intake;
  private final ReentrantLock steady = new ReentrantLock();

  private EmbeddedHost(Store store, HostSetup setup) {
    this.store = store;
    this.setup = setup;
    definitions = Loading.load(store, setup.compiler(), registry);
    EngineTask task = setup.tasks().apply(setup.limits());
    new TakingUp(store, definitions).run(task);
    alerts = new StoredAlertLog(store);
    writer =
        new Writer(
            store,
            setup.sink(),
            setup.clock(),
            this::toEngine,
            this::show,
            backlog,
            events,
            failure);
    leftOut = store.leftOut();
    runner =
        new Runner(
            task,
            definitions,
            setup.compiler(),
            writer,
            setup.timings(),
            failure,
            leftOut,
            store.position().nextAlert());
    intake = new Intake(store, setup, writer, new Ticks(registry, runner::stats), failure, backlog);
    changes = new Changes(setup.compiler(), definitions, setup.quotas(), intake::send);
    writerThread = Thread.ofPlatform().name("sluice-writer").unstarted(writer);
    runnerThread = Thread.ofPlatform().name("sluice-engine-0").unstarted(runner);
    watch =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sluice-watch").daemon().factory());
    saver =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sluice-saver").daemon().factory());
  }

  /**
   * Restores the state of an open store and works off the input behind it. The host owns the store
   * from then on. Where the engine can not get past one of these inputs, it is left out from then
   * on: one event must not keep the house shut.
   */
  public static EmbeddedHost open(Store store, HostSetup setup) {
    try {
      while (true) {
        var host = new EmbeddedHost(store, setup);
        long broken = host.start();
        if (broken < 0) {
          return host;
        }
        host.stop();
        store.leaveOut(broken);
      }
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private void toEngine(Step step) {
    runner.offer(step);
  }

  private void show(Effects done) {
    done.whenDurable.forEach(Runnable::run);
    alerts.append(done.alerts, setup.clock().getAsLong());
  }

  /** The input that the engine can not get past, or -1. */
  private long start() {
    long from = store.position().applied();
    long to = store.position().nextSequence();
    writerThread.start();
    runnerThread.start();
    if (to > from) {
      long start = System.nanoTime();
      new Replay(store, registry, runner, failure).run(from);
      while (store.position().applied() < to && failure.get() == null) {
        pause();
      }
      LOG.info(
          "Worked off {} inputs behind the last commit in {} ms.",
          store.position().applied() - from,
          (System.nanoTime() - start) / 1_000_000);
    }
    if (runner.brokenAt() >= 0) {
      return runner.brokenAt();
    }
    // After a failure the host is there too, for reading and to say what happened.
    intake.open();
    watch.scheduleWithFixedDelay(intake::look, 0, 1, TimeUnit.SECONDS);
    saver.scheduleWithFixedDelay(
        () -> definitions.saveQueries(false), SAVE_SECONDS, SAVE_SECONDS, TimeUnit.SECONDS);
    watch.scheduleWithFixedDelay(this::forgetReplies, 1, 60, TimeUnit.MINUTES);
    return -1;
  }

  private static void pause() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal(Reason.STOPPING, "The start was interrupted.");
    }
  }

  // ---- reading ----

  @Override
  public Registry registry() {
    return registry;
  }

  @Override
  public AlertLog alerts() {
    return alerts;
  }

  @Override
  public TaskStats taskStats() {
    return runner.stats();
  }

  @Override
  public Running inFlight(String pattern) {
    String name = registry.pattern(pattern).name();
    CompletableFuture<Running> answer =
        runner.ask(task -> new Running(definitions.working().pattern(name), inFlight(task, name)));
    try {
      return answer.get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException why ? why : new IllegalStateException(e);
    } catch (TimeoutException e) {
      answer.cancel(false);
      throw new Refusal(
          Reason.OVERLOADED,
          "The engine is behind and did not answer within %d seconds. Try again in a second."
              .formatted(ANSWER_MILLIS / 1000));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal(Reason.STOPPING, "The server is stopping. Try again soon.");
    }
  }

  /** One that does not run, after an error or as it has just gone, has nothing. */
  private static InFlight inFlight(EngineTask task, String name) {
    try {
      return task.inFlight(name);
    } catch (IllegalArgumentException e) {
      return InFlight.NOTHING;
    }
  }

  @Override
  public long hits(String query) {
    return definitions.hits(query);
  }

  @Override
  public Quotas quotas() {
    return setup.quotas();
  }

  @Override
  public Limits limits() {
    return setup.limits();
  }

  @Override
  public HostStatus status() {
    Refusal why = intake.refusal();
    RecoveryReport recovery = store.recovery();
    return new HostStatus(
        why == null,
        leftOut.isEmpty()
            ? recovery.text()
            : "%s; %,d input left out, which the engine could not get past"
                .formatted(recovery.text(), leftOut.size()),
        recovery.lostCommits(),
        why == null ? null : why.text(),
        events.get(),
        backlog.get(),
        alerts.lagP99(setup.clock().getAsLong()));
  }

  @Override
  public List<LoggedEvent> events(StreamEntry stream, long from, int limit, boolean descending) {
    List<StoredEvent> stored =
        descending
            ? store.events().before(stream.number(), from + 1, limit)
            : store.events().from(stream.number(), from, limit);
    var events = new ArrayList<LoggedEvent>(stored.size());
    for (StoredEvent record : stored) {
      byte[] json = record.payload();
      try {
        Event event = stream.json().read(json, 0, json.length, record.time(), record.offset());
        events.add(new LoggedEvent(event, record.arrival(), json));
      } catch (BadEvent e) {
        throw new IllegalStateException(
            "event %d of `%s` can not be read: %s"
                .formatted(record.offset(), stream.name(), e.text()));
      }
    }
    return events;
  }

  @Override
  public MatchResult percolate(StreamEntry stream, Event event, MatchOptions options) {
    return definitions.queriesOf(stream.name()).match(event, options);
  }

  @Override
  public List<MatchResult> percolate(StreamEntry stream, List<Event> events, MatchOptions options) {
    return definitions.queriesOf(stream.name()).match(events, options);
  }

  @Override
  public Map<String, List<String>> highlights(QueryEntry query, Event event) {
    return definitions.queriesOf(query.stream()).highlights(query.id(), event);
  }

  @Override
  public Map<String, Double> scores(StreamEntry stream, List<String> queries, Event event) {
    return definitions.queriesOf(stream.name()).scores(queries, event);
  }

  @Override
  public @Nullable QueryFacts facts(QueryEntry query) {
    return definitions.queriesOf(query.stream()).facts(query.id());
  }

  @Override
  public List<QueryCost> slowest(StreamEntry stream, int most) {
    return definitions.queriesOf(stream.name()).slowest(most);
  }

  @Override
  public OldEvents.Found replay(StreamEntry stream, OldEvents.Question question) {
    return OldEvents.search(this, definitions.queriesOf(stream.name()), stream, question);
  }

  @Override
  public Explanation explain(QueryEntry query, Event event) {
    return definitions.queriesOf(query.stream()).explain(query.id(), event);
  }

  // ---- intake ----

  @Override
  public CompletableFuture<Appended> append(
      StreamEntry stream,
      List<Event> batch,
      List<byte[]> payloads,
      @Nullable Function<Appended, StoredReply> reply) {
    return intake.append(stream, batch, payloads, reply);
  }

  // ---- answers for those who repeat a request ----

  @Override
  public @Nullable StoredReply reply(String key) {
    StoredReply found = store.reply(key);
    return found == null || found.time() < setup.clock().getAsLong() - REPLY_MILLIS ? null : found;
  }

  @Override
  public void keep(StoredReply reply) {
    store.keep(reply);
  }

  private void forgetReplies() {
    try {
      store.forgetReplies(setup.clock().getAsLong() - REPLY_MILLIS);
    } catch (StoreException e) {
      LOG.warn("Old answers are still kept: {}", e.text());
    }
  }

  // ---- changes ----

  @Override
  public StreamEntry createStream(String statement) {
    return changes.createStream(statement);
  }

  @Override
  public void dropStream(String name) {
    changes.dropStream(name);
  }

  @Override
  public PatternEntry createPattern(String statement, boolean enabled) {
    return changes.createPattern(statement, enabled);
  }

  @Override
  public PatternEntry replacePattern(String name, String statement, @Nullable String ifTag) {
    return changes.replacePattern(name, statement, ifTag);
  }

  @Override
  public PatternEntry setEnabled(String name, boolean enabled, @Nullable String ifTag) {
    return changes.setEnabled(name, enabled, ifTag);
  }

  @Override
  public void dropPattern(String name, @Nullable String ifTag) {
    changes.dropPattern(name, ifTag);
  }

  @Override
  public QueryEntry putQuery(QueryDraft query, boolean fresh) {
    return changes.putQuery(query, fresh);
  }

  @Override
  public List<@Nullable RuntimeException> putQueries(List<QueryDraft> queries) {
    return changes.putQueries(queries);
  }

  @Override
  public void dropQuery(String id) {
    changes.dropQuery(id);
  }

  // ---- stopping ----

  @Override
  public void close() {
    steady.lock();
    try {
      if (!intake.close()) {
        return;
      }
      long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS);
      while (!writer.isDrained() && failure.get() == null && System.nanoTime() < deadline) {
        pause();
      }
      stop();
      definitions.saveQueries(true);
      store.close();
    } finally {
      steady.unlock();
    }
  }

  private void stop() {
    watch.shutdownNow();
    saver.shutdown();
    try {
      saver.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    runner.stop();
    join(runnerThread);
    writer.stop();
    join(writerThread);
  }

  private static void join(Thread thread) {
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
