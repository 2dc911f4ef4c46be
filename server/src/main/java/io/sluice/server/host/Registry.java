package io.sluice.server.host;

import io.sluice.cep.plan.Catalog;
import io.sluice.grammar.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * What is defined and durable: streams, patterns, queries. Read from any thread; changed by the
 * writer, after the commit that holds the change. Streams and patterns are found letter case aside,
 * queries by their exact id.
 */
public final class Registry {
  private final ConcurrentSkipListMap<String, StreamEntry> streams =
      new ConcurrentSkipListMap<>(String.CASE_INSENSITIVE_ORDER);
  private final ConcurrentSkipListMap<String, PatternEntry> patterns =
      new ConcurrentSkipListMap<>(String.CASE_INSENSITIVE_ORDER);
  private final ConcurrentSkipListMap<String, QueryEntry> queries = new ConcurrentSkipListMap<>();
  private volatile Catalog catalog = Catalog.EMPTY;

  /** The map would count them one by one. */
  private volatile int queryCount;

  public Catalog catalog() {
    return catalog;
  }

  public NavigableMap<String, StreamEntry> streams() {
    return streams;
  }

  public NavigableMap<String, PatternEntry> patterns() {
    return patterns;
  }

  public NavigableMap<String, QueryEntry> queries() {
    return queries;
  }

  public int queryCount() {
    return queryCount;
  }

  public StreamEntry stream(String name) {
    StreamEntry found = streams.get(name);
    if (found == null) {
      throw missing("stream", name, streams.keySet());
    }
    return found;
  }

  public PatternEntry pattern(String name) {
    PatternEntry found = patterns.get(name);
    if (found == null) {
      throw missing("pattern", name, patterns.keySet());
    }
    return found;
  }

  public QueryEntry query(String id) {
    QueryEntry found = queries.get(id);
    if (found == null) {
      throw missing("query", id, queryCount <= 1000 ? queries.keySet() : List.of());
    }
    return found;
  }

  static Refusal missing(String kind, String name, Collection<String> known) {
    String help =
        NearestName.to(name, known)
            .map(near -> " Did you mean `" + near + "`?")
            .orElse(known.isEmpty() ? " There is none yet." : "");
    return new Refusal(
        Refusal.Reason.NOT_FOUND, "There is no %s `%s`.%s".formatted(kind, name, help));
  }

  /** Names of patterns that read a stream. */
  public List<String> readersOf(String stream) {
    return patternsWhere(p -> p.sources().stream().anyMatch(stream::equalsIgnoreCase));
  }

  /** Names of patterns that feed a stream. */
  public List<String> feedersOf(String stream) {
    return patternsWhere(p -> stream.equalsIgnoreCase(p.feeds()));
  }

  private List<String> patternsWhere(java.util.function.Predicate<PatternEntry> condition) {
    var names = new ArrayList<String>();
    for (PatternEntry pattern : patterns.values()) {
      if (condition.test(pattern)) {
        names.add(pattern.name());
      }
    }
    return names;
  }

  // ---- changes ----

  void put(StreamEntry stream) {
    streams.put(stream.name(), stream);
    catalog = catalog.with(stream.def());
  }

  void put(PatternEntry pattern) {
    patterns.put(pattern.name(), pattern);
    if (pattern.declared() != null) {
      catalog = catalog.with(pattern.declared());
    }
  }

  void put(QueryEntry query) {
    if (queries.put(query.id(), query) == null) {
      counted(1);
    }
  }

  void removeStream(String name) {
    streams.remove(name);
    catalog = catalog.withoutStream(name);
  }

  void removePattern(String name) {
    patterns.remove(name);
    catalog = catalog.withoutPattern(name);
  }

  void removeQuery(String id) {
    if (queries.remove(id) != null) {
      counted(-1);
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread changes the registry
  private void counted(int change) {
    queryCount += change;
  }

  /**
   * What uses a stream, in words such as {@code pattern card_testing}; empty where nothing does.
   */
  List<String> usersOf(StreamEntry stream) {
    String own = stream.name();
    var users = new LinkedHashSet<String>();
    readersOf(own).forEach(p -> users.add("pattern " + p));
    feedersOf(own).forEach(p -> users.add("pattern " + p));
    for (StreamEntry other : streams.values()) {
      if (own.equalsIgnoreCase(other.def().lateTo())) {
        users.add("late rows of " + other.name());
      }
    }
    for (QueryEntry query : queries.values()) {
      if (query.stream().equals(own)) {
        users.add("query " + query.id());
      }
    }
    return List.copyOf(users);
  }

  /** Throws where something uses the stream, and says what. */
  void checkUnused(StreamEntry stream) {
    List<String> users = usersOf(stream);
    if (!users.isEmpty()) {
      String shown = String.join(", ", users.subList(0, Math.min(users.size(), 10)));
      throw new Refusal(
          Refusal.Reason.IN_USE,
          "`%s` is used by %s%s. Delete or change %s first."
              .formatted(
                  stream.name(),
                  shown,
                  users.size() > 10 ? " and %,d more".formatted(users.size() - 10) : "",
                  users.size() == 1 ? "it" : "them"));
    }
  }

  /** Patterns in the order of creation. */
  List<PatternEntry> patternsInOrder() {
    var byOrder = new TreeMap<Long, PatternEntry>();
    patterns.values().forEach(p -> byOrder.put(p.order(), p));
    return List.copyOf(byOrder.values());
  }

  @Nullable StreamEntry streamOrNull(String name) {
    return streams.get(name);
  }
}
