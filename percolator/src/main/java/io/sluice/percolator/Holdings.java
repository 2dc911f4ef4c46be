package io.sluice.percolator;

import io.sluice.percolator.index.Base;
import io.sluice.percolator.index.Condition;
import io.sluice.percolator.index.PredicateIndex;
import io.sluice.percolator.index.Profile;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/**
 * What a percolator holds: the vocabulary with its index, the slots and their tags. One thread at a
 * time changes it under the lock and publishes the result as a {@link Snapshot}; readers take that
 * and no lock. The housekeeping that chooses anchors anew and packs the postings is here too.
 */
final class Holdings {
  /** Below this many removed queries it is not worth building anew. */
  private static final int MIN_DEAD = 1024;

  /** So many programs beside the base are worth a new one, or half of the base if that is more. */
  private static final int MAX_PENDING = 4096;

  private final Fields fields;
  private final Function<String, Query> parser;
  private final ReentrantLock writing = new ReentrantLock();
  private final TagSets tagSets;
  private final AtomicBoolean tidying = new AtomicBoolean();

  // Written under the lock.
  private Vocabulary vocabulary;
  private @Nullable RangeTree[] ranges = {};
  private Slots slots;
  private int version;

  /** Programs that no query has since parts of them could not be saved. */
  private int lostPrograms;

  private volatile Snapshot snapshot;

  /**
   * @param parser reads the texts again when all is built anew
   */
  Holdings(Fields fields, Function<String, Query> parser) {
    this.fields = fields;
    this.parser = parser;
    this.tagSets = new TagSets();
    this.vocabulary = new Vocabulary(fields);
    this.slots = new Slots();
    this.snapshot = snapshotNow();
  }

  /**
   * What was read from a file.
   *
   * @param lostPrograms that no query has
   */
  Holdings(
      Fields fields,
      Function<String, Query> parser,
      TagSets tagSets,
      Vocabulary vocabulary,
      Slots slots,
      int lostPrograms) {
    this.fields = fields;
    this.parser = parser;
    this.tagSets = tagSets;
    this.vocabulary = vocabulary;
    this.slots = slots;
    this.version = 1;
    this.lostPrograms = lostPrograms;
    this.ranges = vocabulary.trees(vocabulary.index().view().base().told());
    this.snapshot = snapshotNow();
  }

  /** All that was written before. */
  Snapshot snapshot() {
    return snapshot;
  }

  /** By number of tag set: whether queries with it are asked. */
  @Nullable BitSet chosen(MatchOptions options) {
    return options.choosesByTag() ? tagSets.fitting(options) : null;
  }

  /** Runs something that reads the writer's tables. */
  <T> T locked(Supplier<T> reading) {
    writing.lock();
    try {
      return reading.get();
    } finally {
      writing.unlock();
    }
  }

  // ------------------------------------------------------------------ writing

  StoredQuery store(String id, String text, Query query, @Nullable Query source, Set<String> tags) {
    writing.lock();
    try {
      vocabulary.demand(query);
      Condition condition = compile(query);
      add(id, text, condition, source, tags);
      slots.name(named(query));
      StoredQuery stored = stored(id, text, condition); // publishing may renumber predicates
      publish();
      return stored;
    } finally {
      writing.unlock();
    }
  }

  /**
   * @param read for each query a {@link Query}, or the {@link QuerySyntaxException} that says why
   *     there is none
   */
  BulkResult storeAll(List<NewQuery> queries, Object[] read) {
    List<BulkResult.Refused> refused = new ArrayList<>();
    writing.lock();
    try {
      for (int i = 0; i < read.length; i++) {
        NewQuery query = queries.get(i);
        switch (read[i]) {
          case Query parsed -> {
            vocabulary.demand(parsed);
            add(query.id(), query.text(), compile(parsed), null, query.tags());
            slots.name(named(parsed));
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

  private Condition compile(Query query) {
    return new QueryCompiler(fields, vocabulary).compile(query);
  }

  private NamedParts named(Query query) {
    return NamedParts.of(query, new QueryCompiler(fields, vocabulary));
  }

  private void add(
      String id, String text, Condition condition, @Nullable Query source, Set<String> tags) {
    int program = vocabulary.index().addProgram(condition);
    slots.put(id, text, source, program, tagSets.number(tags), ++version);
  }

  /** Whether there was such a query. */
  boolean remove(String id) {
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

  /** Takes away what is not wanted and gives those of the wanted that are not here as they are. */
  List<NewQuery> differing(Collection<NewQuery> wanted) {
    writing.lock();
    try {
      int found = 0;
      List<NewQuery> differing = new ArrayList<>();
      for (NewQuery query : wanted) {
        int slot = slots.find(query.id());
        found += slot < 0 ? 0 : 1;
        if (slot < 0
            || !slots.hasText(slot, query.text())
            || !tagSets.tags(slots.tags(slot)).equals(query.tags())) {
          differing.add(query);
        }
      }
      if (slots.living() > found) {
        var wantedIds = new HashSet<String>();
        wanted.forEach(query -> wantedIds.add(query.id()));
        List<String> unwanted = new ArrayList<>();
        slots.forEachLiving(
            slot -> {
              if (!wantedIds.contains(slots.id(slot))) {
                unwanted.add(slots.id(slot));
              }
            });
        unwanted.forEach(id -> slots.remove(id, version + 1));
        version++;
        publish();
      }
      return differing;
    } finally {
      writing.unlock();
    }
  }

  /** Everything as it is now, to be written while changes go on. */
  SavedQueries.Taken taken() {
    return locked(
        () ->
            new SavedQueries.Taken(
                snapshot,
                slots.withSource(),
                slots.withNames(),
                tagSets.later(),
                vocabulary.later(snapshot.index())));
  }

  // ------------------------------------------------------------------ reading what was written

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

  @Nullable StoredQuery get(String id) {
    return this.<@Nullable StoredQuery>locked(
        () -> {
          int slot = slots.find(id);
          return slot < 0
              ? null
              : stored(id, slots.text(slot), vocabulary.index().condition(slots.program(slot)));
        });
  }

  /** The query of an id as Lucene knows it, or null. */
  @Nullable Query query(String id) {
    String[] text = new String[1];
    Query source =
        this.<@Nullable Query>locked(
            () -> {
              int slot = slots.find(id);
              text[0] = slot < 0 ? null : slots.text(slot);
              return slot < 0 ? null : slots.source(slot);
            });
    return source != null || text[0] == null ? source : parser.apply(text[0]);
  }

  @Nullable QueryCost cost(String id) {
    return this.<@Nullable QueryCost>locked(
        () -> {
          int slot = slots.find(id);
          return slot < 0
              ? null
              : cost(id, vocabulary.index().view().profile().of(slots.program(slot)));
        });
  }

  private static QueryCost cost(String id, Profile.Cost cost) {
    return new QueryCost(id, cost.candidates(), cost.matches(), cost.nanos());
  }

  List<QueryCost> slowest(int most) {
    Snapshot now = snapshot;
    Profile profile = now.index().profile();
    List<QueryCost> slowest = new ArrayList<>();
    for (int program : profile.slowest()) {
      if (program < now.index().programs() && slowest.size() < most) {
        now.slots()
            .forEach(
                program,
                now.version(),
                slot -> {
                  slowest.add(cost(now.slots().texts().id(slot), profile.of(program)));
                  return slowest.size() < most;
                });
      }
    }
    return slowest;
  }

  Set<String> tags(String id) {
    return locked(
        () -> {
          int slot = slots.find(id);
          return slot < 0 ? Set.<String>of() : tagSets.tags(slots.tags(slot));
        });
  }

  int size() {
    return locked(slots::living);
  }

  // ------------------------------------------------------------------ publishing, housekeeping

  private void publish() {
    int useless = slots.dead() + lostPrograms;
    if (useless > MIN_DEAD && useless > slots.living()) {
      buildAnew();
    }
    snapshot = snapshotNow();
    PredicateIndex index = vocabulary.index();
    if (Math.max(index.pending(), slots.unordered())
        > Math.max(MAX_PENDING, (index.programs() - index.pending()) / 2)) {
      tidySoon();
    }
  }

  /** In the background, unless it is under way. */
  void tidySoon() {
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
    IdOrder order = named.order().upTo(named.count(), named.texts());
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
    Profile before = vocabulary.index().view().profile();
    vocabulary = new Vocabulary(fields);
    ranges = new RangeTree[0];
    PredicateIndex index = vocabulary.index();
    slots = new Slots();
    version = 1;
    lostPrograms = 0;
    QueryCompiler compiler = new QueryCompiler(fields, vocabulary);
    old.forEachLiving(
        slot -> {
          Query source = old.source(slot);
          String text = old.text(slot);
          Query query = source == null ? parser.apply(text) : source;
          vocabulary.demand(query);
          int program = index.addProgram(compiler.compile(query));
          index.view().profile().take(before, old.program(slot), program);
          slots.put(old.id(slot), text, source, program, old.tags(slot), version);
          slots.name(NamedParts.of(query, compiler));
        });
  }
}
