package io.sluice.percolator;

import io.sluice.percolator.index.Base;
import io.sluice.percolator.index.Condition;
import io.sluice.percolator.index.PredicateIndex;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/**
 * Stored queries, matched against documents as they come. Thread-safe: any number of threads match
 * while one at a time stores and removes; both are visible to every match that begins after the
 * call returned, and no match ever waits.
 */
public final class Percolator {
  /** Below this many removed queries it is not worth building anew. */
  private static final int MIN_DEAD = 1024;

  private static final int FIRST_LEARNING = 32;

  /** Fewer programs than this are as fast under any anchors. */
  private static final int MIN_TIDY = 256;

  /** So many programs beside the base are worth a new one, or half of the base if that is more. */
  private static final int MAX_PENDING = 4096;

  private final Fields fields;
  private final SearchAnalyzer analyzer;
  private final ConcurrentLinkedQueue<Matcher> idle = new ConcurrentLinkedQueue<>();
  private final ReentrantLock writing = new ReentrantLock();

  // Written under the lock.
  private Vocabulary vocabulary;
  private @Nullable RangeTree[] ranges = {};
  private Slots slots = new Slots();
  private final TagSets tagSets = new TagSets();
  private int version;

  private volatile Snapshot snapshot;

  /** Once so many documents were counted, anchors are chosen anew. */
  private volatile int learnAt = FIRST_LEARNING;

  private final AtomicBoolean tidying = new AtomicBoolean();

  public Percolator(Fields fields) {
    this.fields = fields;
    this.analyzer = new SearchAnalyzer(fields);
    this.vocabulary = new Vocabulary(fields);
    this.snapshot = snapshotNow();
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
    Query plain = PlainQuery.read(fields, queryText);
    return plain == null ? TypedQueryParser.parse(fields, analyzer, queryText) : plain;
  }

  /**
   * Stores a query under an id, in place of the one that the id had before.
   *
   * @throws QuerySyntaxException if the text is no query over these fields
   */
  public StoredQuery put(String id, String queryText) {
    return store(id, queryText, parse(queryText), null, Set.of());
  }

  /**
   * As {@link #put(String, String)}, with tags by which callers choose.
   *
   * @throws QuerySyntaxException if the text is no query over these fields
   */
  public StoredQuery put(NewQuery query) {
    return store(query.id(), query.text(), parse(query.text()), null, query.tags());
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
    List<BulkResult.Refused> refused = new ArrayList<>();
    writing.lock();
    try {
      for (int i = 0; i < read.length; i++) {
        NewQuery query = queries.get(i);
        switch (read[i]) {
          case Query parsed -> {
            vocabulary.demand(parsed);
            add(query.id(), query.text(), compile(parsed), null, query.tags());
          }
          case QuerySyntaxException wrong ->
              refused.add(new BulkResult.Refused(i, query.id(), wrong));
          default -> throw new IllegalStateException();
        }
      }
      publish();
    } finally {
      writing.unlock();
    }
    return new BulkResult(queries.size() - refused.size(), List.copyOf(refused));
  }

  /**
   * Stores any Lucene query, spans and intervals included.
   *
   * @throws IllegalArgumentException if it treats a field as another type than it is
   */
  public StoredQuery put(String id, Query query) {
    return store(id, query.toString(), query, query, Set.of());
  }

  private StoredQuery store(
      String id, String text, Query query, @Nullable Query source, Set<String> tags) {
    writing.lock();
    try {
      vocabulary.demand(query);
      Condition condition = compile(query);
      add(id, text, condition, source, tags);
      StoredQuery stored = stored(id, text, condition); // publishing may renumber predicates
      publish();
      return stored;
    } finally {
      writing.unlock();
    }
  }

  private Condition compile(Query query) {
    return new QueryCompiler(fields, vocabulary).compile(query);
  }

  private void add(
      String id, String text, Condition condition, @Nullable Query source, Set<String> tags) {
    int program = vocabulary.index().addProgram(condition);
    slots.put(id, text, source, program, tagSets.number(tags), ++version);
  }

  /** What is known of a stored query, put together when somebody asks. */
  private StoredQuery stored(String id, String text, Condition condition) {
    return new StoredQuery(
        id,
        text,
        vocabulary.index().isAlwaysTried(condition)
            ? AlwaysReason.of(condition, vocabulary.meanings())
            : null,
        condition.equals(Condition.FALSE));
  }

  /** Whether there was such a query. */
  public boolean remove(String id) {
    writing.lock();
    try {
      if (!slots.remove(id, version + 1)) {
        return false;
      }
      version++;
      publish();
      return true;
    } finally {
      writing.unlock();
    }
  }

  private void publish() {
    if (slots.dead() > MIN_DEAD && slots.dead() > slots.living()) {
      buildAnew();
    }
    snapshot = snapshotNow();
    PredicateIndex index = vocabulary.index();
    if (Math.max(index.pending(), slots.unordered())
        > Math.max(MAX_PENDING, (index.programs() - index.pending()) / 2)) {
      tidySoon();
    }
  }

  private void tidySoon() {
    if (tidying.compareAndSet(false, true)) {
      Background.run(
          () -> {
            try {
              tidy();
            } finally {
              tidying.set(false);
            }
          });
    }
  }

  /**
   * Chooses anchors anew by what was seen of the stream and packs all postings. Neither matches nor
   * writes wait for it, but for the moment of putting the result in place.
   */
  void tidy() {
    Vocabulary planned;
    PredicateIndex.View view;
    Slots.View named;
    writing.lock();
    try {
      planned = vocabulary;
      planned.learn();
      view = planned.index().view();
      named = slots.view();
    } finally {
      writing.unlock();
    }
    Base base = planned.index().plan(view);
    @Nullable RangeTree[] trees = planned.trees(base.told());
    IdOrder order = named.order().upTo(named.count(), named.ids());
    writing.lock();
    try {
      if (vocabulary == planned) {
        planned.index().adopt(base);
        slots.order(order);
        ranges = trees;
        snapshot = snapshotNow();
      }
    } finally {
      writing.unlock();
    }
  }

  private Snapshot snapshotNow() {
    return new Snapshot(
        vocabulary.index().view(),
        vocabulary,
        vocabulary.meanings(),
        vocabulary.beginsPair(),
        vocabulary.places(),
        vocabulary.bounds(),
        ranges,
        slots.view(),
        version);
  }

  /**
   * Half of the slots are dead: the living ones move to a new index. Matches go on in the old one.
   */
  private void buildAnew() {
    Slots old = slots;
    vocabulary = new Vocabulary(fields);
    ranges = new RangeTree[0];
    PredicateIndex index = vocabulary.index();
    slots = new Slots();
    version = 1;
    QueryCompiler compiler = new QueryCompiler(fields, vocabulary);
    old.forEachLiving(
        slot -> {
          Query source = old.source(slot);
          String text = old.text(slot);
          Query query = source == null ? parse(text) : source;
          vocabulary.demand(query);
          int program = index.addProgram(compiler.compile(query));
          slots.put(old.id(slot), text, source, program, old.tags(slot), version);
        });
  }

  public @Nullable StoredQuery get(String id) {
    writing.lock();
    try {
      int slot = slots.find(id);
      return slot < 0
          ? null
          : stored(id, slots.text(slot), vocabulary.index().condition(slots.program(slot)));
    } finally {
      writing.unlock();
    }
  }

  public int size() {
    writing.lock();
    try {
      return slots.living();
    } finally {
      writing.unlock();
    }
  }

  /** All ids, sorted. */
  public List<String> ids() {
    Snapshot now = snapshot;
    List<String> ids = new ArrayList<>();
    for (int slot = 0; slot < now.slots().count(); slot++) {
      if (now.slots().isAlive(slot, now.version())) {
        ids.add(now.slots().ids()[slot]);
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
    Snapshot now = snapshot;
    BitSet tags = options.anyTag().isEmpty() ? null : tagSets.withAny(options.anyTag());
    boolean complete = matcher.match(document, now, options.limit(), tags);
    MatchResult result = new MatchResult(matcher.ids(), complete, matcher.work());
    int counted = matcher.sampledEver();
    idle.add(matcher); // one that threw is not used again
    if (counted >= learnAt && snapshot.index().programs() >= MIN_TIDY) {
      learnAt = Math.max(4 * learnAt, counted);
      tidySoon();
    }
    return result;
  }

  /** The tags that a query was stored with; empty where there is no such query. */
  public Set<String> tags(String id) {
    writing.lock();
    try {
      int slot = slots.find(id);
      return slot < 0 ? Set.of() : tagSets.tags(slots.tags(slot));
    } finally {
      writing.unlock();
    }
  }

  /**
   * Why a stored query fits a document, or why not; null where there is no such query. For people:
   * it takes a thousand times as long as a match.
   */
  public @Nullable Explanation explain(String id, Document document) {
    writing.lock(); // words of predicates are read from the writer's tables
    try {
      Snapshot now = snapshot;
      int slot = now.slots().find(id, now.version());
      return slot < 0 ? null : new Matcher(fields, analyzer).explain(document, now, slot);
    } finally {
      writing.unlock();
    }
  }

  public PercolatorStats stats() {
    Snapshot now = snapshot;
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
