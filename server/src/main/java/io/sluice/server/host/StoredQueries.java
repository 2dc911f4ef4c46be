package io.sluice.server.host;

import io.sluice.cep.event.Event;
import io.sluice.cep.event.StreamDef;
import io.sluice.cep.search.EventDocument;
import io.sluice.cep.search.SearchFields;
import io.sluice.grammar.NearestName;
import io.sluice.percolator.BulkResult;
import io.sluice.percolator.Document;
import io.sluice.percolator.Explanation;
import io.sluice.percolator.Fields;
import io.sluice.percolator.MatchOptions;
import io.sluice.percolator.MatchResult;
import io.sluice.percolator.MatchResults;
import io.sluice.percolator.NewQuery;
import io.sluice.percolator.Percolator;
import io.sluice.percolator.QueryCost;
import io.sluice.percolator.StoredQuery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The stored queries of one stream. What a bare word searches belongs to a percolator's fields, so
 * there is one percolator for each default field in use; almost always one.
 */
final class StoredQueries {
  /** Stands for: no default field named, a bare word searches all TEXT columns. */
  private static final String ALL_TEXT = "";

  /** Fewer changes than this, or than one in twenty, are not worth a new file. */
  private static final int WORTH_SAVING = 1000;

  static final Comparator<QueryCost> SLOWEST_FIRST =
      Comparator.comparingLong(QueryCost::nanos).reversed().thenComparing(QueryCost::id);

  private final int number;
  private final StreamDef stream;
  private final Map<String, Percolator> percolators = new ConcurrentHashMap<>();
  private final Map<String, String> defaultFieldOf = new ConcurrentHashMap<>();

  /** By default field, at a start: what is being read from files. */
  private final Map<String, CompletableFuture<Percolator>> expected = new HashMap<>();

  /** Puts and removals since the last time that all was saved. */
  private final AtomicInteger changes = new AtomicInteger();

  StoredQueries(StreamEntry stream) {
    this(stream.number(), stream.def());
  }

  private StoredQueries(int number, StreamDef stream) {
    this.number = number;
    this.stream = stream;
  }

  boolean isEmpty() {
    return defaultFieldOf.isEmpty();
  }

  /** Throws where the text is no query over the stream's columns. */
  void check(QueryDraft query) {
    percolator(query).parse(query.query());
  }

  void put(QueryDraft query) {
    Percolator into = percolator(query);
    String field = defaultField(query);
    String earlier = defaultFieldOf.get(query.id());
    into.put(stored(query));
    defaultFieldOf.put(query.id(), field);
    changes.incrementAndGet();
    if (earlier != null && !earlier.equals(field)) {
      percolators.get(earlier).remove(query.id());
    }
  }

  void remove(String id) {
    String field = defaultFieldOf.remove(id);
    if (field != null) {
      percolators.get(field).remove(id);
      changes.incrementAndGet();
    }
  }

  // ------------------------------------------------------------------ over a restart

  /**
   * Such a query will be among those that are restored: what was saved is read while others are
   * still to come.
   */
  void expect(QueryDraft query, QueryFiles files) {
    expected.computeIfAbsent(
        defaultField(query),
        field ->
            CompletableFuture.supplyAsync(
                () -> files.restore(QueryFiles.name(number, field), fields(field))));
  }

  /**
   * All queries at once, as far as possible from what was saved.
   *
   * @return by id, why a query can not run
   */
  Map<String, RuntimeException> restore(List<QueryDraft> queries, QueryFiles files) {
    Map<String, RuntimeException> refused = new HashMap<>();
    Map<String, List<QueryDraft>> byField =
        queries.stream().collect(Collectors.groupingBy(StoredQueries::defaultField));
    byField.forEach(
        (field, some) -> {
          Percolator percolator;
          expect(some.getFirst(), files);
          try {
            percolator = Objects.requireNonNull(expected.remove(field)).join();
          } catch (CompletionException e) {
            if (e.getCause() instanceof Refusal why) {
              some.forEach(query -> refused.put(query.id(), why));
              return;
            }
            throw e;
          }
          percolators.put(field, percolator);
          BulkResult result = percolator.become(some.stream().map(StoredQueries::stored).toList());
          result.refused().forEach(one -> refused.put(one.id(), one.because()));
          some.stream()
              .filter(query -> !refused.containsKey(query.id()))
              .forEach(query -> defaultFieldOf.put(query.id(), field));
          changes.addAndGet(result.stored());
        });
    return refused;
  }

  /** By name of file. */
  Map<String, Percolator> percolators() {
    return percolators.entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> QueryFiles.name(number, entry.getKey()),
                Map.Entry::getValue,
                (one, _) -> one));
  }

  /** Whether a start would have much to compile, were nothing saved. */
  boolean isWorthSaving() {
    return changes.get() > Math.max(WORTH_SAVING, defaultFieldOf.size() / 20);
  }

  /** All is about to be saved. */
  void saving() {
    changes.set(0);
  }

  // ------------------------------------------------------------------ asking

  MatchResult match(Event event, MatchOptions options) {
    var document = document(event);
    List<MatchResult> parts = new ArrayList<>();
    int found = 0;
    for (Percolator percolator : percolators.values()) {
      if (percolator.size() > 0) {
        MatchResult part = percolator.match(document, options.withLimit(options.limit() - found));
        found += part.ids().size();
        parts.add(part);
      }
    }
    return joined(parts);
  }

  /** Of several events, what {@link #match(Event, MatchOptions)} says of each. */
  List<MatchResult> match(List<Event> events, MatchOptions options) {
    if (options.limit() < Integer.MAX_VALUE) {
      return events.stream().map(event -> match(event, options)).toList();
    }
    List<Document> documents = events.stream().map(this::document).toList();
    List<MatchResults> parts =
        percolators.values().stream()
            .filter(percolator -> percolator.size() > 0)
            .map(percolator -> percolator.match(documents, options))
            .toList();
    return IntStream.range(0, events.size())
        .mapToObj(i -> joined(parts.stream().map(part -> part.get(i)).toList()))
        .toList();
  }

  private static MatchResult joined(List<MatchResult> parts) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    var ids = new ArrayList<String>();
    var names = new TreeMap<String, List<String>>();
    boolean complete = true;
    int candidates = 0;
    int programRuns = 0;
    int leafChecks = 0;
    int luceneRuns = 0;
    for (MatchResult part : parts) {
      ids.addAll(part.ids());
      names.putAll(part.names());
      complete &= part.complete();
      candidates += part.work().candidates();
      programRuns += part.work().programRuns();
      leafChecks += part.work().leafChecks();
      luceneRuns += part.work().luceneRuns();
    }
    Collections.sort(ids);
    return new MatchResult(
        ids,
        complete,
        names,
        new MatchResult.Work(candidates, programRuns, leafChecks, luceneRuns));
  }

  Document document(Event event) {
    return EventDocument.of(event, stream.schema());
  }

  Map<String, List<String>> highlights(String id, Event event) {
    return holding(id).highlight(id, document(event));
  }

  Map<String, Double> scores(List<String> ids, Event event) {
    var document = document(event);
    var scores = new TreeMap<String, Double>();
    for (Percolator percolator : percolators.values()) {
      scores.putAll(percolator.scores(ids, document));
    }
    return scores;
  }

  Explanation explain(String id, Event event) {
    Explanation explanation = holding(id).explain(id, document(event));
    if (explanation == null) {
      throw Registry.missing("query", id, List.of());
    }
    return explanation;
  }

  /** What the index knows of a query; null where it has just gone. */
  @Nullable QueryFacts facts(String id) {
    String field = defaultFieldOf.get(id);
    Percolator percolator = field == null ? null : percolators.get(field);
    StoredQuery stored = percolator == null ? null : percolator.get(id);
    QueryCost cost = percolator == null ? null : percolator.cost(id);
    return stored == null || cost == null ? null : new QueryFacts(stored.alwaysReason(), cost);
  }

  List<QueryCost> slowest(int most) {
    return percolators.values().stream()
        .flatMap(percolator -> percolator.slowest(most).stream())
        .sorted(SLOWEST_FIRST)
        .limit(most)
        .toList();
  }

  /** Some queries of the same stream alone, to be asked of old events. */
  StoredQueries only(List<QueryDraft> queries) {
    var alone = new StoredQueries(number, stream);
    queries.forEach(alone::put);
    return alone;
  }

  private Percolator holding(String id) {
    String field = defaultFieldOf.get(id);
    if (field == null) {
      throw Registry.missing("query", id, List.of());
    }
    return Objects.requireNonNull(percolators.get(field));
  }

  private static NewQuery stored(QueryDraft query) {
    return new NewQuery(query.id(), query.query(), query.choices());
  }

  private static String defaultField(QueryDraft query) {
    return query.defaultField() == null ? ALL_TEXT : query.defaultField();
  }

  private Percolator percolator(QueryDraft query) {
    return percolators.computeIfAbsent(defaultField(query), this::create);
  }

  private Percolator create(String defaultField) {
    return new Percolator(fields(defaultField));
  }

  private Fields fields(String defaultField) {
    checkDefault(defaultField);
    List<String> bare =
        defaultField.isEmpty() ? SearchFields.textColumns(stream.schema()) : List.of(defaultField);
    return SearchFields.of(stream.schema(), bare, null);
  }

  /** Undeclared fields of an open stream can be searched too. */
  private void checkDefault(String field) {
    List<String> fields = SearchFields.wordColumns(stream.schema());
    int column = stream.schema().indexOf(field);
    if (field.isEmpty() || fields.contains(field) || (column < 0 && stream.schema().open())) {
      return;
    }
    String found =
        column < 0
            ? "`%s` is no column of `%s`".formatted(field, stream.name())
            : "`%s` is %s, and a bare word needs TEXT or STRING"
                .formatted(field, stream.schema().column(column).type().sql());
    String help =
        NearestName.to(field, fields)
            .map(near -> "Did you mean `" + near + "`?")
            .orElse("It has " + String.join(", ", fields) + ".");
    throw new Refusal(
        Refusal.Reason.BAD_QUERY,
        "The default field must be a column: %s. %s".formatted(found, help));
  }
}
