package io.sluice.server.host;

import io.sluice.cep.event.Event;
import io.sluice.cep.task.Control;
import io.sluice.server.store.Store;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Streams, patterns and queries on the runner's side: applies changes in their place among the
 * events, and says which queries an event fits. The registry that others read follows when the
 * change is durable.
 */
final class Definitions {
  /** State parts of the host itself stand behind those of all tasks. */
  private static final int HOST_TASK = 0xfffe;

  private final Store store;
  private final EmbeddedHost.Compiler compiler;
  private final Registry working = new Registry();
  private final Registry published;
  private final Map<Integer, StreamEntry> byNumber = new HashMap<>();
  private final Map<String, StoredQueries> queries = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> hits = new ConcurrentHashMap<>();
  private final Set<String> freshHits = new HashSet<>();

  Definitions(Store store, EmbeddedHost.Compiler compiler, Registry published) {
    this.store = store;
    this.compiler = compiler;
    this.published = published;
  }

  /** Reads the registry as the last commit left it. */
  void load() {
    var streams = new TreeMap<Long, RegistryRecords.Stored>();
    store.registry(
        RegistryRecords.STREAM,
        (_, bytes) -> {
          var stored = RegistryRecords.decode(bytes);
          streams.put(stored.order(), stored);
        });
    streams.values().forEach(this::loadStream);
    var patterns = new TreeMap<Long, RegistryRecords.Stored>();
    store.registry(
        RegistryRecords.PATTERN,
        (_, bytes) -> {
          var stored = RegistryRecords.decode(bytes);
          patterns.put(stored.order(), stored);
        });
    patterns.values().forEach(this::loadPattern);
    store.registry(RegistryRecords.QUERY, (_, bytes) -> loadQuery(RegistryRecords.decode(bytes)));
    store.state(
        HOST_TASK,
        (key, value) ->
            hits.put(
                new String(key, StandardCharsets.UTF_8),
                new AtomicLong(ByteBuffer.wrap(value).getLong())));
    working.streams().values().forEach(published::put);
    working.patternsInOrder().forEach(published::put);
    working.queries().values().forEach(published::put);
    working.patterns().values().forEach(p -> feeds(p, true));
    working.streams().values().forEach(s -> lateRows(s, true));
  }

  private void loadStream(RegistryRecords.Stored stored) {
    var change = (Change.CreateStream) stored.change();
    add(
        new StreamEntry(
            change.number(),
            Definition.stream(compiler, change.statement(), working.catalog()).def(),
            stored.createdAt(),
            stored.order(),
            store.nextOffset(change.number())));
  }

  private void loadPattern(RegistryRecords.Stored stored) {
    var change = (Change.Deploy) stored.change();
    var definition = Definition.pattern(compiler, change.statement(), working.catalog());
    working.put(
        new PatternEntry(
            change.name(),
            change.version(),
            change.enabled(),
            change.statement(),
            definition.standing(),
            definition.warnings(),
            stored.createdAt(),
            stored.updatedAt(),
            stored.order()));
  }

  private void loadQuery(RegistryRecords.Stored stored) {
    var change = (Change.PutQuery) stored.change();
    var query =
        new QueryEntry(
            change.id(),
            change.stream(),
            change.query(),
            change.defaultField(),
            (int) stored.order(),
            stored.createdAt());
    queriesOf(change.stream()).put(query);
    working.put(query);
  }

  private void add(StreamEntry stream) {
    working.put(stream);
    byNumber.put(stream.number(), stream);
    queries.put(key(stream.name()), new StoredQueries(stream.def()));
  }

  private static String key(String stream) {
    return stream.toLowerCase(Locale.ROOT);
  }

  StreamEntry stream(String name) {
    return working.stream(name);
  }

  /** Null where the stream was dropped while its last events were on their way. */
  @Nullable StreamEntry streamByNumber(int number) {
    return byNumber.get(number);
  }

  String firstSource(String pattern) {
    List<String> sources = working.pattern(pattern).sources();
    return sources.isEmpty() ? pattern : sources.getFirst();
  }

  /** Thread-safe. */
  StoredQueries queriesOf(String stream) {
    StoredQueries found = queries.get(key(stream));
    if (found == null) {
      throw Registry.missing("stream", stream, working.streams().keySet());
    }
    return found;
  }

  /** Thread-safe. */
  long hits(String query) {
    AtomicLong count = hits.get(query);
    return count == null ? 0 : count.get();
  }

  boolean hasQueries(StreamEntry stream) {
    StoredQueries of = queries.get(key(stream.name()));
    return of != null && !of.isEmpty();
  }

  /** The queries that an event fits, by id. */
  List<QueryEntry> search(StreamEntry stream, Event event) {
    var found = new ArrayList<QueryEntry>();
    for (String id : queriesOf(stream.name()).match(event).ids()) {
      QueryEntry query = working.queries().get(id);
      if (query != null) {
        found.add(query);
        hits.computeIfAbsent(id, _ -> new AtomicLong()).incrementAndGet();
        freshHits.add(id);
      }
    }
    return found;
  }

  void drainHits(Effects effects) {
    for (String id : freshHits) {
      byte[] count = ByteBuffer.allocate(8).putLong(hits(id)).array();
      effects.records.add(
          commit -> commit.putState(HOST_TASK, id.getBytes(StandardCharsets.UTF_8), count));
    }
    freshHits.clear();
  }

  /**
   * Brings a change into effect.
   *
   * @param definition what it defines, or null after a restart: then it is compiled here
   * @param toEngine takes what the engine must know; may throw
   */
  void apply(
      Change change,
      @Nullable Definition definition,
      long sequence,
      long now,
      Effects effects,
      Consumer<Control> toEngine) {
    switch (change) {
      case Change.CreateStream c -> {
        StreamEntry stream =
            new StreamEntry(
                c.number(),
                definition instanceof Definition.OfStream of
                    ? of.def()
                    : Definition.stream(compiler, c.statement(), working.catalog()).def(),
                now,
                sequence,
                store.nextOffset(c.number()));
        toEngine.accept(new Control.Deploy(c.statement(), 1));
        add(stream);
        effects.records.add(commit -> RegistryRecords.put(commit, stream));
        effects.whenDurable.add(
            () -> {
              published.put(stream);
              lateRows(stream, true);
            });
      }
      case Change.DropStream c -> {
        StreamEntry stream = working.stream(c.name());
        toEngine.accept(new Control.DropStream(stream.name()));
        stream.drop();
        working.removeStream(stream.name());
        byNumber.remove(stream.number());
        queries.remove(key(stream.name()));
        effects.records.add(
            commit -> {
              commit.deleteRegistry(RegistryRecords.STREAM, stream.name());
              commit.deleteStream(stream.number());
            });
        effects.whenDurable.add(
            () -> {
              published.removeStream(stream.name());
              lateRows(stream, false);
            });
      }
      case Change.Deploy c -> deploy(c, definition, sequence, now, effects, toEngine);
      case Change.SetEnabled c -> {
        PatternEntry before = working.pattern(c.name());
        toEngine.accept(
            c.enabled()
                ? new Control.ResumePattern(before.name())
                : new Control.PausePattern(before.name()));
        put(before.withEnabled(c.enabled(), now), effects);
      }
      case Change.DropPattern c -> {
        PatternEntry before = working.pattern(c.name());
        toEngine.accept(new Control.DropPattern(before.name()));
        working.removePattern(before.name());
        effects.records.add(
            commit -> commit.deleteRegistry(RegistryRecords.PATTERN, before.name()));
        effects.whenDurable.add(
            () -> {
              published.removePattern(before.name());
              feeds(before, false);
            });
      }
      case Change.PutQuery c -> putQuery(c, now, effects);
      case Change.DropQuery c -> {
        QueryEntry before = working.query(c.id());
        queriesOf(before.stream()).remove(c.id());
        working.removeQuery(c.id());
        hits.remove(c.id());
        freshHits.remove(c.id());
        effects.records.add(
            commit -> {
              commit.deleteRegistry(RegistryRecords.QUERY, c.id());
              commit.deleteState(HOST_TASK, c.id().getBytes(StandardCharsets.UTF_8));
            });
        effects.whenDurable.add(() -> published.removeQuery(c.id()));
      }
      case Change.Tick _ -> {}
    }
  }

  private void deploy(
      Change.Deploy c,
      @Nullable Definition definition,
      long sequence,
      long now,
      Effects effects,
      Consumer<Control> toEngine) {
    PatternEntry before = working.patterns().get(c.name());
    var compiled =
        definition instanceof Definition.OfPattern of
            ? of
            : Definition.pattern(
                compiler, c.statement(), working.catalog().withoutPattern(c.name()));
    if (before != null) {
      toEngine.accept(new Control.DropPattern(before.name()));
    }
    toEngine.accept(new Control.Deploy(c.statement(), c.version()));
    if (!c.enabled()) {
      toEngine.accept(new Control.PausePattern(c.name()));
    }
    var entry =
        new PatternEntry(
            c.name(),
            c.version(),
            c.enabled(),
            c.statement(),
            compiled.standing(),
            compiled.warnings(),
            before == null ? now : before.createdAt(),
            now,
            before == null ? sequence : before.order());
    put(entry, effects);
    effects.whenDurable.add(
        () -> {
          if (before != null) {
            feeds(before, false);
          }
          feeds(entry, true);
        });
  }

  private void put(PatternEntry entry, Effects effects) {
    working.put(entry);
    effects.records.add(commit -> RegistryRecords.put(commit, entry));
    effects.whenDurable.add(() -> published.put(entry));
  }

  private void putQuery(Change.PutQuery c, long now, Effects effects) {
    QueryEntry before = working.queries().get(c.id());
    var query =
        new QueryEntry(
            c.id(),
            working.stream(c.stream()).name(),
            c.query(),
            c.defaultField(),
            before == null ? 1 : before.version() + 1,
            before == null ? now : before.createdAt());
    queriesOf(query.stream()).put(query);
    if (before != null && !before.stream().equals(query.stream())) {
      queriesOf(before.stream()).remove(query.id());
    }
    working.put(query);
    effects.records.add(commit -> RegistryRecords.put(commit, query));
    effects.whenDurable.add(() -> published.put(query));
  }

  /** Marks or unmarks the stream that a pattern feeds. */
  private void feeds(PatternEntry pattern, boolean on) {
    String target = new Definition.OfPattern(pattern.standing(), List.of()).feeds();
    StreamEntry stream = target == null ? null : published.streamOrNull(target);
    if (stream != null) {
      mark(stream, "pattern `" + pattern.name() + "`", on);
    }
  }

  private void lateRows(StreamEntry stream, boolean on) {
    String target = stream.def().lateTo();
    StreamEntry to = target == null ? null : published.streamOrNull(target);
    if (to != null) {
      mark(to, "the late rows of `" + stream.name() + "`", on);
    }
  }

  static void mark(StreamEntry stream, String feeder, boolean on) {
    if (on) {
      stream.feeders().add(feeder);
    } else {
      stream.feeders().remove(feeder);
    }
  }
}
