package io.sluice.percolator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/**
 * Stored queries, matched against documents as they come. Thread-safe: any number of threads match
 * while one at a time stores and removes; both are visible to every match that begins after the
 * call returned, and no match ever waits.
 */
public final class Percolator {
  private static final int FIRST_LEARNING = 32;

  /** Fewer programs than this are as fast under any anchors. */
  private static final int MIN_TIDY = 256;

  private final Fields fields;
  private final SearchAnalyzer analyzer;
  private final SearchAnalyzer queryAnalyzer;
  private final ConcurrentLinkedQueue<Matcher> idle = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<BatchMatcher> idleForBatches = new ConcurrentLinkedQueue<>();
  private final Together together = new Together();
  private final Holdings holdings;
  private final StreamScores scores;

  /** Once so many documents were counted, anchors are chosen anew. */
  private volatile int learnAt;

  public Percolator(Fields fields) {
    this.fields = fields;
    this.analyzer = SearchAnalyzer.ofDocuments(fields);
    this.queryAnalyzer = SearchAnalyzer.ofQueries(fields);
    this.holdings = new Holdings(fields, this::parse);
    this.scores = new StreamScores(fields, analyzer, holdings);
    this.learnAt = FIRST_LEARNING;
  }

  private Percolator(Fields fields, SearchAnalyzer queryAnalyzer, Holdings holdings) {
    this.fields = fields;
    this.analyzer = SearchAnalyzer.ofDocuments(fields);
    this.queryAnalyzer = queryAnalyzer;
    this.holdings = holdings;
    this.scores = new StreamScores(fields, analyzer, holdings);
    this.learnAt = Math.max(FIRST_LEARNING, 4 * holdings.snapshot().index().cases());
  }

  /**
   * What {@link #save} wrote, with everything compiled; what was learnt of the stream is kept too.
   * Where the file was written with other fields, analyzers or another version, its texts are
   * compiled anew, and {@link Restored#why} says so.
   *
   * @throws IOException if it is not a file of saved queries, or a damaged one
   */
  public static Restored restore(Fields fields, InputStream in) throws IOException {
    var analyzer = SearchAnalyzer.ofQueries(fields);
    SavedQueries.Read read = SavedQueries.read(fields, text -> parse(fields, analyzer, text), in);
    var percolator = new Percolator(fields, analyzer, read.holdings());
    BulkResult compiled = percolator.putAll(read.texts());
    return new Restored(percolator, compiled.stored(), compiled.refused(), read.why());
  }

  /**
   * Writes all stored queries with their compiled programs, but for those that came as Lucene
   * objects. Neither matches nor writes wait for it: it is as it was at some moment of the call.
   */
  public void save(OutputStream out) throws IOException {
    holdings.tidy();
    SavedQueries.write(fields, holdings.taken(), out);
  }

  /**
   * Makes these the stored queries. Those that are stored already, with the same text and tags, are
   * left alone: this brings what was saved some time ago up to date.
   *
   * @return how many had to be stored, and those that could not
   */
  public BulkResult become(Collection<NewQuery> queries) {
    BulkResult result = putAll(holdings.differing(queries));
    result.refused().forEach(refused -> remove(refused.id()));
    return result;
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
    return parse(fields, queryAnalyzer, queryText);
  }

  private static Query parse(Fields fields, SearchAnalyzer analyzer, String queryText) {
    Query plain = PlainQuery.read(fields, queryText);
    return plain == null ? TypedQueryParser.parse(fields, analyzer, queryText) : plain;
  }

  /**
   * Stores a query under an id, in place of the one that the id had before.
   *
   * @throws QuerySyntaxException if the text is no query over these fields
   */
  public StoredQuery put(String id, String queryText) {
    return holdings.store(id, queryText, parse(queryText), null, Set.of());
  }

  /**
   * As {@link #put(String, String)}, with tags by which callers choose.
   *
   * @throws QuerySyntaxException if the text is no query over these fields
   */
  public StoredQuery put(NewQuery query) {
    return holdings.store(query.id(), query.text(), parse(query.text()), null, query.tags());
  }

  /**
   * Stores many queries at once, which is several times faster than one by one: texts are read by
   * all processors. Those that are none are left out and named.
   */
  public BulkResult putAll(List<NewQuery> queries) {
    Object[] read =
        queries.parallelStream()
            .map(
                query -> {
                  try {
                    return parse(query.text());
                  } catch (QuerySyntaxException wrong) {
                    return wrong;
                  }
                })
            .toArray();
    return holdings.storeAll(queries, read);
  }

  /**
   * Stores any Lucene query, spans and intervals included.
   *
   * @throws IllegalArgumentException if it treats a field as another type than it is
   */
  public StoredQuery put(String id, Query query) {
    return holdings.store(id, query.toString(), query, query, Set.of());
  }

  /** Whether there was such a query. */
  public boolean remove(String id) {
    return holdings.remove(id);
  }

  public @Nullable StoredQuery get(String id) {
    return holdings.get(id);
  }

  public int size() {
    return holdings.size();
  }

  /** All ids, sorted. */
  public List<String> ids() {
    Snapshot now = holdings.snapshot();
    List<String> ids = new ArrayList<>();
    for (int slot = 0; slot < now.slots().count(); slot++) {
      if (now.slots().isAlive(slot, now.version())) {
        ids.add(now.slots().texts().id(slot));
      }
    }
    Collections.sort(ids);
    return ids;
  }

  /**
   * All stored queries that the document fits.
   *
   * @throws DocumentException if a value that some query looks at does not fit its field's type
   */
  public MatchResult match(Document document) {
    return match(document, MatchOptions.ALL);
  }

  /** As {@link #match(Document)}, but stops after {@code limit} matches, whichever they are. */
  public MatchResult match(Document document, int limit) {
    return match(document, MatchOptions.limit(limit));
  }

  /**
   * @throws DocumentException if a value that some query looks at does not fit its field's type
   */
  public MatchResult match(Document document, MatchOptions options) {
    Matcher matcher = idle.poll();
    if (matcher == null) {
      matcher = new Matcher(fields, analyzer);
    }
    Snapshot now = holdings.snapshot();
    boolean complete = matcher.match(document, now, options, holdings.chosen(options));
    // Before the ids, which put what was found into their own order.
    Map<String, List<String>> names = options.names() ? matcher.names() : Map.of();
    MatchResult result = new MatchResult(matcher.ids(), complete, names, matcher.work());
    int counted = matcher.sampledEver();
    matcher.rest();
    idle.add(matcher); // one that threw is not used again
    learn(counted);
    return result;
  }

  /**
   * Matches several documents: what {@link #match(Document, MatchOptions)} says of each of them.
   * Where many of them have words in common up to 64 go through the index together, which is
   * faster; where they have not, or a limit is set, they go one by one. All see the same stored
   * queries, but for those that go one by one.
   */
  public MatchResults match(List<Document> documents, MatchOptions options) {
    List<Object> outcomes = new ArrayList<>(documents.size());
    for (int from = 0; from < documents.size(); from += BatchMatcher.MOST) {
      List<Document> some =
          documents.subList(from, Math.min(documents.size(), from + BatchMatcher.MOST));
      if (options.limit() == Integer.MAX_VALUE && together.isWorthIt(some.size())) {
        together.saw(matchTogether(some, options, outcomes));
      } else {
        some.forEach(document -> outcomes.add(outcome(document, options)));
      }
    }
    return new MatchResults(outcomes);
  }

  private Object outcome(Document document, MatchOptions options) {
    try {
      return match(document, options);
    } catch (DocumentException refused) {
      return refused;
    }
  }

  /**
   * Matches at most 64 documents by masks, whatever they have in common.
   *
   * @return for how many of them a posting was looked at, on the average
   */
  double matchTogether(List<Document> some, MatchOptions options, List<Object> outcomes) {
    BatchMatcher matcher = idleForBatches.poll();
    if (matcher == null) {
      matcher = new BatchMatcher(fields, analyzer);
    }
    matcher.match(some, holdings.snapshot(), options, holdings.chosen(options), outcomes);
    double overlap = matcher.overlap();
    int counted = matcher.sampledEver();
    matcher.rest();
    idleForBatches.add(matcher);
    learn(counted);
    return overlap;
  }

  /** Chooses anchors anew once enough was seen of the stream. */
  private void learn(int counted) {
    if (counted >= learnAt && holdings.snapshot().index().programs() >= MIN_TIDY) {
      learnAt = Math.max(4 * learnAt, counted);
      holdings.tidySoon();
    }
  }

  /** Housekeeping now, by what was seen of the stream. Neither matches nor writes wait for it. */
  void tidy() {
    holdings.tidy();
  }

  /** The tags that a query was stored with; empty where there is no such query. */
  public Set<String> tags(String id) {
    return holdings.tags(id);
  }

  /**
   * Why a stored query fits a document, or why not; null where there is no such query. For people:
   * it takes a thousand times as long as a match.
   */
  public @Nullable Explanation explain(String id, Document document) {
    // Words of predicates are read from the writer's tables.
    return holdings.<@Nullable Explanation>locked(
        () -> {
          Snapshot now = holdings.snapshot();
          int slot = now.slots().find(id, now.version());
          return slot < 0 ? null : new Matcher(fields, analyzer).explain(document, now, slot);
        });
  }

  /**
   * What a stored query finds in a document: by field, the values in which it finds something, with
   * that between {@code <b>} and {@code </b>}. Empty where there is no such query or it finds no
   * words. For matches that are shown to people: it takes as long as hundreds of matches.
   */
  public Map<String, List<String>> highlight(String id, Document document) {
    Query query = holdings.query(id);
    return query == null ? Map.of() : Highlighter.mark(analyzer, query, document);
  }

  /**
   * How well a document fits stored queries: Lucene's BM25, by how many documents of the stream
   * have a word, as far as was counted; where little was, short words are taken for frequent ones.
   * 0 where a query does not fit. Scores say which of several documents fits one query better, and
   * change as the stream does. For matches that are shown to people, as {@link #highlight}.
   *
   * @return by id; ids that are not stored have none
   * @throws DocumentException if a value that one of them looks at does not fit its field's type
   */
  public Map<String, Double> scores(Collection<String> ids, Document document) {
    return scores.of(ids, document);
  }

  /** What a stored query costs; null where there is no such query. */
  public @Nullable QueryCost cost(String id) {
    return holdings.cost(id);
  }

  /** The stored queries that take the most time, the slowest first; at most so many. */
  public List<QueryCost> slowest(int most) {
    return holdings.slowest(most);
  }

  public PercolatorStats stats() {
    Snapshot now = holdings.snapshot();
    Map<String, Integer> reasons = new TreeMap<>();
    int living = 0;
    now.index()
        .forEachAlwaysTried(
            (program, condition) -> {
              String reason = AlwaysReason.of(condition, now.meanings());
              now.slots()
                  .forEach(
                      program, now.version(), slot -> reasons.merge(reason, 1, Integer::sum) > 0);
            });
    for (int slot = 0; slot < now.slots().count(); slot++) {
      living += now.slots().isAlive(slot, now.version()) ? 1 : 0;
    }
    return new PercolatorStats(
        living,
        now.index().programs(),
        now.index().predicates(),
        now.index().alwaysTried(),
        reasons);
  }
}
