package io.sluice.server.host;

import io.sluice.cep.CompileResult;
import io.sluice.cep.Engine;
import io.sluice.cep.StatementCompiler;
import io.sluice.cep.event.Event;
import io.sluice.cep.plan.Catalog;
import io.sluice.cep.plan.Standing;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.TaskStats;
import io.sluice.percolator.MatchResult;
import io.sluice.server.host.Refusal.Reason;
import io.sluice.server.store.Commit;
import io.sluice.server.store.RecoveryReport;
import io.sluice.server.store.Store;
import io.sluice.server.store.StoredEvent;
import io.sluice.server.wire.BadEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The host on one machine: one process, one data folder, nothing else to install. */
public final class EmbeddedHost implements Host {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedHost.class);

  private static final int EVENT_OVERHEAD = 200;
  private static final long STOP_MILLIS = 10_000;

  /**
   * What a host needs from outside.
   *
   * @param clock milliseconds since 1970, for arrival times
   * @param maxBacklogBytes accepted events that the engine has not worked on; beyond it, intake is
   *     refused
   * @param lowDiskBytes free space under which intake is refused
   * @param sink how commits are written; tests make it fail
   */
  public record Setup(
      Compiler compiler,
      Supplier<EngineTask> tasks,
      LongSupplier clock,
      long maxBacklogBytes,
      long lowDiskBytes,
      Timings timings,
      CommitSink sink) {
    public static Setup of(long lowDiskBytes, Timings timings) {
      return new Setup(
          StatementCompiler::compile,
          Engine::newTask,
          System::currentTimeMillis,
          64L << 20,
          lowDiskBytes,
          timings,
          Store::write);
    }
  }

  /** Writes a commit so that it is durable when the call returns. */
  public interface CommitSink {
    void write(Store store, Commit commit);
  }

  /** Compiles text. */
  public interface Compiler {
    CompileResult compile(String text, Catalog catalog);
  }

  private final Store store;
  private final Setup setup;
  private final Registry registry = new Registry();
  private final Definitions definitions;
  private final StoredAlertLog alerts;
  private final Writer writer;
  private final Runner runner;
  private final Thread writerThread;
  private final Thread runnerThread;
  private final ScheduledExecutorService watch;
  private final AtomicLong backlog = new AtomicLong();
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong lastActivity = new AtomicLong();

  /**
   * One change of streams or patterns at a time: each is compiled against what the last one left.
   */
  private final ReentrantLock changing = new ReentrantLock();

  private final ReentrantLock steady = new ReentrantLock();
  private volatile boolean restored;
  private volatile boolean closing;
  private volatile boolean diskLow;
  private long lastTick = Long.MIN_VALUE;

  private EmbeddedHost(Store store, Setup setup) {
    this.store = store;
    this.setup = setup;
    definitions = new Definitions(store, setup.compiler, registry);
    definitions.load();
    EngineTask task = setup.tasks.get();
    task.restore(parts -> store.state(Effects.ENGINE_TASK, parts::accept));
    alerts = new StoredAlertLog(store);
    writer =
        new Writer(store, setup.sink, setup.clock, this::toEngine, this::show, backlog, events);
    runner = new Runner(task, definitions, writer, setup.timings, store.position().nextAlert());
    writerThread = Thread.ofPlatform().name("sluice-writer").unstarted(writer);
    runnerThread = Thread.ofPlatform().name("sluice-engine-0").unstarted(runner);
    watch =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sluice-watch").daemon().factory());
  }

  /**
   * Restores the state of an open store and works off the input behind it. The host owns the store
   * from then on.
   */
  public static EmbeddedHost open(Store store, Setup setup) {
    EmbeddedHost host;
    try {
      host = new EmbeddedHost(store, setup);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
    host.start();
    return host;
  }

  private void toEngine(Step step) {
    runner.offer(step);
  }

  private void show(Effects done) {
    done.whenDurable.forEach(Runnable::run);
    alerts.append(done.alerts, setup.clock.getAsLong());
  }

  private void start() {
    long from = store.position().applied();
    long to = store.position().nextSequence();
    writerThread.start();
    runnerThread.start();
    if (to > from) {
      long start = System.nanoTime();
      new Replay(store, registry, runner).run(from);
      awaitApplied(to);
      LOG.info(
          "Worked off {} inputs behind the last commit in {} ms.",
          to - from,
          (System.nanoTime() - start) / 1_000_000);
    }
    restored = true;
    watch.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
  }

  private void awaitApplied(long sequence) {
    while (store.position().applied() < sequence) {
      Refusal failed = failure();
      if (failed != null) {
        throw failed;
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal(Reason.STOPPING, "The start was interrupted.");
    }
  }

  /** Once a second: space on the disk, and processing time for streams that may fall silent. */
  private void look() {
    boolean low = store.freeBytes() < setup.lowDiskBytes;
    if (low != diskLow) {
      diskLow = low;
      if (low) {
        LOG.error(
            "The disk of the data folder is nearly full; no events are taken until there is space.");
      } else {
        LOG.info("There is space on the disk again; events are taken.");
      }
    }
    long idleAfter =
        registry.streams().values().stream()
            .mapToLong(s -> s.def().idleAfterMillis())
            .max()
            .orElse(-1);
    long now = Math.max(setup.clock.getAsLong(), lastTick);
    if (idleAfter >= 0 && now - lastActivity.get() <= idleAfter + 5000 && failure() == null) {
      lastTick = now;
      writer.offer(new Input.Control(new Change.Tick(now), null, new CompletableFuture<>()));
    }
  }

  private @Nullable Refusal failure() {
    Refusal failed = writer.failure();
    return failed != null ? failed : runner.failure();
  }

  /** Why no input is taken now, or null. */
  private @Nullable Refusal refusal() {
    if (closing) {
      return new Refusal(Reason.STOPPING, "The server is stopping. Try again soon.");
    }
    if (!restored) {
      return new Refusal(Reason.OVERLOADED, "The server is starting. Try again in a second.");
    }
    Refusal failed = failure();
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
  public long hits(String query) {
    return definitions.hits(query);
  }

  @Override
  public HostStatus status() {
    Refusal why = refusal();
    RecoveryReport recovery = store.recovery();
    return new HostStatus(
        why == null,
        recovery.text(),
        recovery.lostCommits(),
        why == null ? null : why.text(),
        events.get(),
        backlog.get(),
        alerts.lagP99(setup.clock.getAsLong()));
  }

  @Override
  public List<LoggedEvent> events(StreamEntry stream, long from, int limit, boolean descending) {
    List<StoredEvent> stored =
        descending
            ? store.eventsBefore(stream.number(), from + 1, limit)
            : store.events(stream.number(), from, limit);
    var events = new ArrayList<LoggedEvent>(stored.size());
    for (StoredEvent record : stored) {
      byte[] json = record.payload();
      try {
        Event event = stream.json().read(json, 0, json.length, record.arrival(), record.offset());
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
  public MatchResult percolate(StreamEntry stream, Event event) {
    return definitions.queriesOf(stream.name()).match(event);
  }

  // ---- intake ----

  @Override
  public CompletableFuture<Appended> append(
      StreamEntry stream, List<Event> batch, List<byte[]> payloads) {
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
    if (why == null && backlog.addAndGet(bytes) > setup.maxBacklogBytes) {
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
    long now = setup.clock.getAsLong();
    lastActivity.set(now);
    writer.offer(new Input.Events(stream, batch, payloads, now, bytes, done));
    return done;
  }

  // ---- changes ----

  @Override
  public StreamEntry createStream(String statement) {
    return changing(
        () -> {
          Definition.Created created = Definition.created(statement);
          if (created != null && registry.streams().containsKey(created.name())) {
            throw new Refusal(
                Reason.EXISTS,
                "There is a stream `%s` already. Delete it first, or choose another name."
                    .formatted(created.name()));
          }
          var definition = Definition.stream(setup.compiler, statement, registry.catalog());
          String name = definition.def().name();
          int number =
              1
                  + registry.streams().values().stream()
                      .mapToInt(StreamEntry::number)
                      .max()
                      .orElse(0);
          StreamEntry late = target(definition.def().lateTo());
          String feeder = "the late rows of `" + name + "`";
          fed(
              late,
              feeder,
              new Input.Control(
                  new Change.CreateStream(number, name, definition.def().statement()),
                  definition,
                  new CompletableFuture<>()));
          return registry.stream(name);
        });
  }

  @Override
  public void dropStream(String name) {
    changing(
        () -> {
          StreamEntry stream = registry.stream(name);
          String own = stream.name();
          List<String> users =
              Stream.of(
                      registry.readersOf(own).stream().map(p -> "pattern " + p),
                      registry.feedersOf(own).stream().map(p -> "pattern " + p),
                      registry.streams().values().stream()
                          .filter(s -> own.equalsIgnoreCase(s.def().lateTo()))
                          .map(s -> "late rows of " + s.name()),
                      registry.queries().values().stream()
                          .filter(q -> q.stream().equals(own))
                          .map(q -> "query " + q.id()))
                  .flatMap(users0 -> users0)
                  .distinct()
                  .toList();
          if (!users.isEmpty()) {
            String shown = users.stream().limit(10).collect(Collectors.joining(", "));
            throw new Refusal(
                Reason.IN_USE,
                "`%s` is used by %s%s. Delete or change %s first."
                    .formatted(
                        own,
                        shown,
                        users.size() > 10 ? " and %,d more".formatted(users.size() - 10) : "",
                        users.size() == 1 ? "it" : "them"));
          }
          await(control(new Change.DropStream(own), null));
          return own;
        });
  }

  @Override
  public PatternEntry createPattern(String statement, boolean enabled) {
    return changing(
        () -> {
          Definition.Created created = Definition.created(statement);
          if (created != null && registry.patterns().containsKey(created.name())) {
            if (created.replace()) {
              return replacePattern(created.name(), statement, null);
            }
            throw new Refusal(
                Reason.EXISTS,
                "There is a pattern `%s` already. Change it with PUT /v1/patterns/%s, or choose another name."
                    .formatted(created.name(), created.name()));
          }
          var definition = Definition.pattern(setup.compiler, statement, registry.catalog());
          return deploy(definition, 1, enabled);
        });
  }

  @Override
  public PatternEntry replacePattern(String name, String statement, @Nullable Integer ifVersion) {
    return changing(
        () -> {
          PatternEntry before = registry.pattern(name);
          checkVersion(before, ifVersion);
          var definition =
              Definition.pattern(
                  setup.compiler, statement, registry.catalog().withoutPattern(before.name()));
          if (!definition.standing().name().equalsIgnoreCase(before.name())) {
            throw new Refusal(
                Reason.WRONG_KIND,
                "The statement creates `%s`, the address names `%s`. Give them one name."
                    .formatted(definition.standing().name(), before.name()));
          }
          return deploy(definition, before.version() + 1, before.enabled());
        });
  }

  private PatternEntry deploy(Definition.OfPattern definition, int version, boolean enabled) {
    Standing standing = definition.standing();
    fed(
        target(definition.feeds()),
        "pattern `" + standing.name() + "`",
        new Input.Control(
            new Change.Deploy(standing.name(), version, standing.statement(), enabled),
            definition,
            new CompletableFuture<>()));
    return registry.pattern(standing.name());
  }

  @Override
  public PatternEntry setEnabled(String name, boolean enabled, @Nullable Integer ifVersion) {
    return changing(
        () -> {
          PatternEntry before = registry.pattern(name);
          checkVersion(before, ifVersion);
          if (before.enabled() != enabled) {
            await(control(new Change.SetEnabled(before.name(), enabled), null));
          }
          return registry.pattern(name);
        });
  }

  @Override
  public void dropPattern(String name, @Nullable Integer ifVersion) {
    changing(
        () -> {
          PatternEntry before = registry.pattern(name);
          checkVersion(before, ifVersion);
          await(control(new Change.DropPattern(before.name()), null));
          return before;
        });
  }

  private static void checkVersion(PatternEntry now, @Nullable Integer seen) {
    if (seen != null && seen != now.version()) {
      throw new Refusal(
          Reason.STALE,
          "`%s` is at version %d; you edited version %d. Nothing was saved. Read it again and repeat your change."
              .formatted(now.name(), now.version(), seen));
    }
  }

  @Override
  public QueryEntry putQuery(
      String id, String stream, String query, @Nullable String defaultField) {
    StreamEntry of = registry.stream(stream);
    definitions
        .queriesOf(of.name())
        .check(new QueryEntry(id, of.name(), query, defaultField, 1, 0));
    await(control(new Change.PutQuery(id, of.name(), query, defaultField), null));
    return registry.query(id);
  }

  @Override
  public void dropQuery(String id) {
    registry.query(id);
    await(control(new Change.DropQuery(id), null));
  }

  private <T> T changing(Supplier<T> change) {
    changing.lock();
    try {
      return change.get();
    } finally {
      changing.unlock();
    }
  }

  private @Nullable StreamEntry target(@Nullable String stream) {
    return stream == null ? null : registry.streamOrNull(stream);
  }

  /**
   * Sends a change after which {@code target} is fed. It is marked before the change gets its
   * place, so that no event of a client can come behind it.
   */
  private void fed(@Nullable StreamEntry target, String feeder, Input.Control change) {
    boolean marked = target != null && target.feeders().add(feeder);
    try {
      await(offered(change));
    } catch (RuntimeException e) {
      if (marked && target != null) {
        target.feeders().remove(feeder);
      }
      throw e;
    }
  }

  private CompletableFuture<Void> control(Change change, @Nullable Definition definition) {
    return offered(new Input.Control(change, definition, new CompletableFuture<>()));
  }

  private CompletableFuture<Void> offered(Input.Control change) {
    Refusal why = refusal();
    if (why != null) {
      throw why;
    }
    lastActivity.set(setup.clock.getAsLong());
    writer.offer(change);
    return change.done();
  }

  private static void await(CompletableFuture<Void> done) {
    try {
      done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  // ---- stopping ----

  @Override
  public void close() {
    steady.lock();
    try {
      if (closing) {
        return;
      }
      closing = true;
      watch.shutdownNow();
      long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS);
      while (!writer.isDrained() && failure() == null && System.nanoTime() < deadline) {
        pause();
      }
      runner.stop();
      join(runnerThread);
      writer.stop();
      join(writerThread);
      store.close();
    } finally {
      steady.unlock();
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
