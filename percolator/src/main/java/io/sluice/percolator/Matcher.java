package io.sluice.percolator;

import io.sluice.percolator.index.Evaluation;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.lucene.analysis.Analyzer;
import org.jspecify.annotations.Nullable;

/**
 * One thread's workplace: reads a document, tells the index which predicates are true of it, and
 * answers the others when asked. Used again and again; keeps its arrays.
 */
final class Matcher {
  private final Evaluation evaluation = new Evaluation();
  private final ReadDocument.Desk desk = new ReadDocument.Desk(evaluation);
  private final ReadDocument read;
  private final Evaluation.LazyTruth lazy;
  private @Nullable Snapshot snapshot;

  /** Of the last document: its numbers are known here. */
  private @Nullable Vocabulary vocabulary;

  private int[] hits = new int[64];
  private int hitCount;

  Matcher(Fields fields, Analyzer analyzer) {
    this.read = new ReadDocument(fields, analyzer, desk);
    this.lazy = read.leaves()::isTrue;
  }

  /** Finds the stored queries that the document fits; false if the limit ended the search. */
  boolean match(Document document, Snapshot now, MatchOptions options, @Nullable BitSet tags) {
    int limit = options.limit();
    read(document, now, options.time());
    Slots.View slots = now.slots();
    Slots.SlotHits hits =
        tags == null
            ? slot -> hitCount < limit && hit(slot)
            : slot -> !tags.get(slots.tags(slot)) || (hitCount < limit && hit(slot));
    return evaluation.run(lazy, program -> slots.forEach(program, now.version(), hits));
  }

  /** Why the query of a slot fits a document, or why not. */
  Explanation explain(Document document, Snapshot now, int slot) {
    read(document, now, MatchOptions.ALL.time());
    return new Explainer(now, this::truth).explain(slot);
  }

  private boolean truth(int predicate) {
    return evaluation.isTrue(predicate, lazy);
  }

  /** Tells the index what is true of a document. */
  private void read(Document document, Snapshot now, long time) {
    if (vocabulary != null && vocabulary != now.vocabulary()) {
      evaluation.forget();
      desk.forget();
    }
    vocabulary = now.vocabulary();
    snapshot = now;
    hitCount = 0;
    read.read(document, now);
    evaluation.begin(now.index());
    read.tell(now, time);
  }

  /** Nothing is asked of the last match any more: an old snapshot is not kept for it. */
  void rest() {
    snapshot = null;
    read.leaves().rest();
    evaluation.rest();
  }

  private boolean hit(int slot) {
    if (hitCount == hits.length) {
      hits = Arrays.copyOf(hits, 2 * hitCount);
    }
    hits[hitCount++] = slot;
    return true;
  }

  /** The ids found by the last match, sorted; its slots are of no use then. */
  List<String> ids() {
    Snapshot now = Objects.requireNonNull(snapshot);
    return now.slots().order().sorted(hits, hitCount, now.slots().texts());
  }

  /** By id, the named parts of the queries found by the last match that hold. */
  Map<String, List<String>> names() {
    Slots.View slots = Objects.requireNonNull(snapshot).slots();
    Map<String, List<String>> names = new TreeMap<>();
    for (int i = 0; i < hitCount; i++) {
      List<String> holding = slots.named(hits[i]).holding(this::truth);
      if (!holding.isEmpty()) {
        names.put(slots.texts().id(hits[i]), holding);
      }
    }
    return names;
  }

  /** Cases that were counted for the choice of anchors, by all threads. */
  int sampledEver() {
    return evaluation.sampledEver();
  }

  MatchResult.Work work() {
    return new MatchResult.Work(
        evaluation.candidates(),
        evaluation.programRuns(),
        read.leaves().checks(),
        read.leaves().luceneRuns());
  }
}
