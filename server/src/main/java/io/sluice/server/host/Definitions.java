package io.sluice.server.host;

import io.sluice.cep.event.Event;
import io.sluice.percolator.MatchOptions;
import io.sluice.percolator.MatchResult;
import io.sluice.percolator.Percolator;
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
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Streams, patterns and queries as the runner sees them, that is after all changes that have come
 * to their turn, and which queries an event fits. Filled by {@link Loading}, changed by {@link
 * Applying}; the registry that others read follows when a change is durable.
 */
final class Definitions {
  /** State parts of the host itself stand behind those of all tasks. */
  private static final int HOST_TASK = 0xfffe;

  private final Store store;
  private final QueryFiles files;
  private final Registry working = new Registry();
  private final Registry published;
  private final Map<Integer, StreamEntry> byNumber = new HashMap<>();
  private final Map<String, StoredQueries> queries = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> hits = new ConcurrentHashMap<>();
  private final Set<String> freshHits = new HashSet<>();

  /** Patterns that the engine could not take up from the state that it found. */
  private final Set<String> leftOut = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  private volatile int nextStream = 1;

  Definitions(Store store, Registry published) {
    this.store = store;
    this.files = new QueryFiles(store.derived());
    this.published = published;
  }

  /** As the changes so far left it; the runner's own. */
  Registry working() {
    return working;
  }

  /** As the durable changes left it; for everybody to read. */
  Registry published() {
    return published;
  }

  /** Names of patterns that the engine does not have, though they are defined; the runner's own. */
  Set<String> leftOut() {
    return leftOut;
  }

  /** A number that no stream has had. Thread-safe. */
  int nextStream() {
    return nextStream;
  }

  void usedStreamNumbersBelow(int next) {
    nextStream = Math.max(nextStream, next);
  }

  /** The end of a stream's log. */
  long endOf(int stream) {
    return store.events().end(stream);
  }

  // ---- streams ----

  void add(StreamEntry stream) {
    working.put(stream);
    byNumber.put(stream.number(), stream);
    queries.put(key(stream.name()), new StoredQueries(stream));
    usedStreamNumbersBelow(stream.number() + 1);
  }

  void remove(StreamEntry stream) {
    stream.drop();
    working.removeStream(stream.name());
    byNumber.remove(stream.number());
    queries.remove(key(stream.name()));
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

  // ---- queries ----

  void add(QueryEntry query) {
    QueryEntry before = working.queries().get(query.id());
    queriesOf(query.stream()).put(query.draft());
    if (before != null && !before.stream().equals(query.stream())) {
      queriesOf(before.stream()).remove(query.id());
    }
    working.put(query);
  }

  /** At a start: there is such a query; nothing where its stream is gone. */
  void expect(QueryDraft query) {
    StoredQueries of = queries.get(key(query.stream()));
    if (of != null) {
      of.expect(query, files);
    }
  }

  /** At a start: all of a stream, as far as possible from what was saved. */
  void restore(String stream, List<QueryEntry> entries, BiConsumer<QueryEntry, String> refused) {
    Map<String, RuntimeException> why =
        queriesOf(stream).restore(entries.stream().map(QueryEntry::draft).toList(), files);
    for (QueryEntry entry : entries) {
      RuntimeException reason = why.get(entry.id());
      if (reason == null) {
        working.put(entry);
      } else {
        refused.accept(entry, String.valueOf(reason.getMessage()));
      }
    }
  }

  /**
   * Saves compiled queries for the next start.
   *
   * @param all and not only where much has changed
   */
  void saveQueries(boolean all) {
    Map<String, Percolator> changed = new HashMap<>();
    Set<String> names = new HashSet<>();
    for (StoredQueries of : queries.values()) {
      Map<String, Percolator> percolators = of.percolators();
      names.addAll(percolators.keySet());
      if (all || of.isWorthSaving()) {
        of.saving();
        changed.putAll(percolators);
      }
    }
    if (!changed.isEmpty()) {
      files.save(changed, names);
    }
  }

  /** With its hits. */
  void remove(QueryEntry query, Effects effects) {
    String id = query.id();
    queriesOf(query.stream()).remove(id);
    working.removeQuery(id);
    hits.remove(id);
    freshHits.remove(id);
    effects.records.add(commit -> commit.deleteState(HOST_TASK, bytes(id)));
  }

  /** Thread-safe. */
  StoredQueries queriesOf(String stream) {
    StoredQueries found = queries.get(key(stream));
    if (found == null) {
      throw Registry.missing("stream", stream, working.streams().keySet());
    }
    return found;
  }

  boolean hasQueries(StreamEntry stream) {
    StoredQueries of = queries.get(key(stream.name()));
    return of != null && !of.isEmpty();
  }

  /**
   * A stored query that an event fits.
   *
   * @param names the named parts of the query that fit by themselves
   */
  record Hit(QueryEntry query, List<String> names) {}

  /**
   * The queries that an event fits, by id.
   *
   * @param arrival of the event: a restart must find the same
   */
  List<Hit> search(StreamEntry stream, Event event, long arrival) {
    MatchResult fitting =
        queriesOf(stream.name()).match(event, MatchOptions.ALL.withNow(arrival).withNames());
    var found = new ArrayList<Hit>();
    for (String id : fitting.ids()) {
      QueryEntry query = working.queries().get(id);
      if (query != null) {
        found.add(new Hit(query, fitting.names().getOrDefault(id, List.of())));
        hits.computeIfAbsent(id, _ -> new AtomicLong()).incrementAndGet();
        freshHits.add(id);
      }
    }
    return found;
  }

  // ---- hits ----

  /** Thread-safe. */
  long hits(String query) {
    AtomicLong count = hits.get(query);
    return count == null ? 0 : count.get();
  }

  void loadHits() {
    store.state(
        HOST_TASK,
        (key, value) ->
            hits.put(
                new String(key, StandardCharsets.UTF_8),
                new AtomicLong(ByteBuffer.wrap(value).getLong())));
  }

  void drainHits(Effects effects) {
    for (String id : freshHits) {
      byte[] count = ByteBuffer.allocate(Long.BYTES).putLong(hits(id)).array();
      effects.records.add(commit -> commit.putState(HOST_TASK, bytes(id), count));
    }
    freshHits.clear();
  }

  private static byte[] bytes(String id) {
    return id.getBytes(StandardCharsets.UTF_8);
  }

  // ---- who feeds a stream, in the published registry ----

  /** Marks or unmarks the stream that a pattern feeds. */
  void feeds(PatternEntry pattern, boolean on) {
    mark(pattern.feeds(), Feeders.pattern(pattern.name()), on);
  }

  /** Marks or unmarks the stream that takes the late rows of another. */
  void lateRows(StreamEntry stream, boolean on) {
    mark(stream.def().lateTo(), Feeders.lateRows(stream.name()), on);
  }

  private void mark(@Nullable String target, String feeder, boolean on) {
    StreamEntry stream = target == null ? null : published.streamOrNull(target);
    if (stream == null) {
      return;
    }
    if (on) {
      stream.feeders().add(feeder);
    } else {
      stream.feeders().remove(feeder);
    }
  }
}
