package io.sluice.percolator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/**
 * Stored queries, matched against documents as they come. Thread-safe: any number of threads match
 * while one at a time stores and removes; both are visible to every match that begins after the
 * call returned, and no match ever waits.
 */
public final class Percolator {
  private record Stored(StoredQuery query, Query parsed) {}

  private final Fields fields;
  private final SearchAnalyzer analyzer;
  private final Map<String, Stored> queries = new ConcurrentSkipListMap<>();

  public Percolator(Fields fields) {
    this.fields = fields;
    this.analyzer = new SearchAnalyzer(fields);
  }

  public Fields fields() {
    return fields;
  }

  /**
   * The Lucene query of a text in the classic syntax, without storing it.
   *
   * @throws QuerySyntaxException if the text is no query over these fields
   */
  public Query parse(String queryText) {
    return TypedQueryParser.parse(fields, analyzer, queryText);
  }

  /**
   * Stores a query under an id, in place of the one that the id had before.
   *
   * @throws QuerySyntaxException if the text is no query over these fields
   */
  public StoredQuery put(String id, String queryText) {
    return store(id, queryText, parse(queryText));
  }

  /** Stores any Lucene query, spans and intervals included. */
  public StoredQuery put(String id, Query query) {
    return store(id, query.toString(), query);
  }

  private StoredQuery store(String id, String text, Query query) {
    StoredQuery stored = new StoredQuery(id, text, "every query is tried", false);
    queries.put(id, new Stored(stored, query));
    return stored;
  }

  /** Whether there was such a query. */
  public boolean remove(String id) {
    return queries.remove(id) != null;
  }

  public @Nullable StoredQuery get(String id) {
    Stored stored = queries.get(id);
    return stored == null ? null : stored.query();
  }

  public int size() {
    return queries.size();
  }

  /** All ids, sorted. */
  public List<String> ids() {
    return List.copyOf(queries.keySet());
  }

  /**
   * All stored queries that the document fits.
   *
   * @throws DocumentException if a value does not fit its field's type
   */
  public MatchResult match(Document document) {
    return match(document, Integer.MAX_VALUE);
  }

  /** As {@link #match(Document)}, but stops after {@code limit} matches, whichever they are. */
  public MatchResult match(Document document, int limit) {
    DocumentView view = new DocumentView(fields, analyzer);
    view.read(document);
    LuceneJudge judge = new LuceneJudge(analyzer, view);
    List<String> ids = new ArrayList<>();
    int tried = 0;
    for (Map.Entry<String, Stored> entry : queries.entrySet()) {
      if (ids.size() == limit) {
        return new MatchResult(ids, false, new MatchResult.Work(tried, tried, 0, tried));
      }
      tried++;
      if (judge.matches(entry.getValue().parsed())) {
        ids.add(entry.getKey());
      }
    }
    return new MatchResult(ids, true, new MatchResult.Work(tried, tried, 0, tried));
  }

  public PercolatorStats stats() {
    int size = queries.size();
    return new PercolatorStats(
        size, size, 0, size, size == 0 ? Map.of() : Map.of("every query is tried", size));
  }
}
