package io.sluice.percolator;

import io.sluice.percolator.index.BatchEvaluation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.analysis.Analyzer;
import org.jspecify.annotations.Nullable;

/**
 * One thread's workplace for up to 64 documents at once: reads them one by one, then runs the index
 * for all of them together. Used again and again; keeps its arrays.
 */
final class BatchMatcher {
  static final int MOST = BatchEvaluation.MOST_CASES;
  private static final Slots.View NO_SLOTS = new Slots().view();

  private final Fields fields;
  private final Analyzer analyzer;
  private final BatchEvaluation evaluation = new BatchEvaluation();
  private final ReadDocument.Desk desk = new ReadDocument.Desk(evaluation);
  private final List<ReadDocument> documents = new ArrayList<>();
  private final BatchEvaluation.LazyTruth lazy = this::truth;
  private final Slots.SlotHits hitSlot = this::hit;

  /** Of the last batch: its numbers are known here. */
  private @Nullable Vocabulary vocabulary;

  private Slots.View slots = NO_SLOTS;
  private @Nullable BitSet chosen;
  private long holding;

  /** By document: the slots that it fits. */
  private final int[][] hits = new int[MOST][16];

  private final int[] hitCount = new int[MOST];
  private @Nullable DocumentException[] refused = new DocumentException[MOST];

  BatchMatcher(Fields fields, Analyzer analyzer) {
    this.fields = fields;
    this.analyzer = analyzer;
  }

  /**
   * Adds of each document its {@link MatchResult}, or the {@link DocumentException} that it met.
   *
   * @param some at most 64
   */
  void match(
      List<Document> some,
      Snapshot now,
      MatchOptions options,
      @Nullable BitSet tags,
      List<Object> outcomes) {
    read(some, now, options.time());
    slots = now.slots();
    chosen = tags;
    evaluation.run(
        lazy,
        (program, cases) -> {
          holding = cases;
          slots.forEach(program, now.version(), hitSlot);
        });
    for (int i = 0; i < some.size(); i++) {
      DocumentException because = refused[i];
      outcomes.add(because == null ? result(i, now, options) : because);
    }
  }

  private void read(List<Document> some, Snapshot now, long time) {
    if (vocabulary != null && vocabulary != now.vocabulary()) {
      desk.forget();
    }
    vocabulary = now.vocabulary();
    Arrays.fill(hitCount, 0);
    evaluation.begin(now.index());
    for (int i = 0; i < some.size(); i++) {
      if (i == documents.size()) {
        documents.add(new ReadDocument(fields, analyzer, desk));
      }
      ReadDocument document = documents.get(i);
      refused[i] = null;
      try {
        document.read(some.get(i), now);
      } catch (DocumentException because) {
        refused[i] = because;
        continue;
      }
      evaluation.next(i);
      document.tell(now, time);
    }
  }

  private long truth(int predicate, long asked) {
    long holds = 0;
    for (long rest = asked; rest != 0; rest &= rest - 1) {
      int i = Long.numberOfTrailingZeros(rest);
      holds |= documents.get(i).leaves().isTrue(predicate) ? 1L << i : 0;
    }
    return holds;
  }

  /** A query of the program that holds in some documents. */
  private boolean hit(int slot) {
    BitSet tags = chosen;
    if (tags == null || tags.get(slots.tags(slot))) {
      for (long rest = holding; rest != 0; rest &= rest - 1) {
        add(Long.numberOfTrailingZeros(rest), slot);
      }
    }
    return true;
  }

  private void add(int document, int slot) {
    int count = hitCount[document]++;
    if (count == hits[document].length) {
      hits[document] = Arrays.copyOf(hits[document], 2 * count);
    }
    hits[document][count] = slot;
  }

  private MatchResult result(int i, Snapshot now, MatchOptions options) {
    // Before the ids, which put what was found into their own order.
    Map<String, List<String>> names = options.names() ? names(i, now) : Map.of();
    Leaves leaves = documents.get(i).leaves();
    return new MatchResult(
        now.slots().order().sorted(hits[i], hitCount[i], now.slots().texts()),
        true,
        names,
        new MatchResult.Work(
            evaluation.candidates(i),
            evaluation.programRuns(i),
            leaves.checks(),
            leaves.luceneRuns()));
  }

  /** By id, the named parts of the queries found in a document that hold. */
  private Map<String, List<String>> names(int i, Snapshot now) {
    Map<String, List<String>> names = new TreeMap<>();
    for (int at = 0; at < hitCount[i]; at++) {
      int slot = hits[i][at];
      List<String> holding =
          now.slots().named(slot).holding(predicate -> evaluation.isTrue(predicate, i, lazy));
      if (!holding.isEmpty()) {
        names.put(now.slots().texts().id(slot), holding);
      }
    }
    return names;
  }

  /**
   * Nothing is asked of the last batch any more: an old snapshot is not kept for it, nor what a
   * large document has needed.
   */
  void rest() {
    documents.removeIf(ReadDocument::isLarge);
    documents.forEach(document -> document.leaves().rest());
    evaluation.rest();
    slots = NO_SLOTS;
  }

  /** Places for documents whose arrays are kept. */
  int kept() {
    return documents.size();
  }

  int sampledEver() {
    return evaluation.sampledEver();
  }

  /** For how many documents of the last batch a posting was looked at, on the average. */
  double overlap() {
    return evaluation.overlap();
  }
}
