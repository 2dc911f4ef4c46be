package io.sluice.percolator;

import io.sluice.percolator.index.Evaluation;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.util.NumericUtils;
import org.jspecify.annotations.Nullable;

/**
 * One thread's workplace: reads a document, tells the index which predicates are true of it, and
 * answers the others when asked. Used again and again; keeps its arrays.
 */
final class Matcher {
  private final DocumentView view;
  private final Leaves leaves;
  private final Evaluation evaluation = new Evaluation();
  private final byte[] number = new byte[Long.BYTES];
  private final Map<FieldWords, Verdicts> verdicts = new HashMap<>();
  private final PatternIndex.Fits set = evaluation::set;
  private final Evaluation.LazyTruth lazy;

  /** By token: its predicate, or -1. */
  private int[] predicateOf = new int[512];

  private @Nullable Snapshot snapshot;

  /** Of the last document: its numbers are known here. */
  private @Nullable Vocabulary vocabulary;

  private int[] hits = new int[64];
  private int hitCount;

  Matcher(Fields fields, Analyzer analyzer) {
    this.view = new DocumentView(fields, analyzer);
    this.leaves = new Leaves(view, new LuceneJudge(analyzer, view), evaluation);
    this.lazy = leaves::isTrue;
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
      verdicts.clear();
    }
    vocabulary = now.vocabulary();
    snapshot = now;
    hitCount = 0;
    view.read(document, now.vocabulary().demand());
    evaluation.begin(now.index());
    leaves.begin(now, time);
    if (predicateOf.length < view.tokens().count()) {
      predicateOf = new int[2 * view.tokens().count()];
    }
    for (DocumentView.Part part : view.parts()) {
      FieldWords words = now.vocabulary().field(part.name());
      if (words != null) {
        tell(part, words, now);
      }
    }
    tellLaterRanges(now);
  }

  /** Nothing is asked of the last match any more: an old snapshot is not kept for it. */
  void rest() {
    snapshot = null;
    leaves.rest();
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

  private void tell(DocumentView.Part part, FieldWords words, Snapshot now) {
    leaves.part(words.number(), part);
    if (words.exists() >= 0 && part.to() > part.from()) {
      evaluation.set(words.exists());
    }
    if (part.isPoint()) {
      tellPoints(part, words, now);
    } else {
      tellTokens(part, words, now);
    }
  }

  private void tellPoints(DocumentView.Part part, FieldWords words, Snapshot now) {
    RangeTree ranges = words.number() < now.ranges().length ? now.ranges()[words.number()] : null;
    for (int i = part.from(); i < part.to(); i++) {
      long value = view.point(i);
      NumericUtils.longToSortableBytes(value, number, 0);
      int predicate = words.terms().find(number, 0, number.length);
      if (predicate >= 0) {
        evaluation.set(predicate);
      }
      if (ranges != null) {
        ranges.stab(value, set);
      }
      if (evaluation.isSampled()) {
        words.see(value);
      }
    }
  }

  /** Ranges that became anchors since the index's base was built. */
  private void tellLaterRanges(Snapshot now) {
    int[] told = now.index().laterTold();
    for (int i = 0; i < now.index().laterToldCount(); i++) {
      if (leaves.isInRange(told[i])) {
        evaluation.set(told[i]);
      }
    }
  }

  private void tellTokens(DocumentView.Part part, FieldWords words, Snapshot now) {
    TermTable terms = words.terms();
    Tokens tokens = view.tokens();
    byte[] bytes = tokens.bytes();
    int predicates = now.index().predicates();
    PatternIndex patterns = words.patterns();
    Verdicts known = patterns == null ? null : verdictsOf(words, patterns);
    byte[] beginsPair = now.beginsPair();
    boolean pairs = false;
    for (int i = part.from(); i < part.to(); i++) {
      int hash = tokens.hash(i);
      int predicate = terms.find(bytes, tokens.start(i), tokens.length(i), hash);
      if (predicate >= predicates) {
        predicate = -1;
      }
      predicateOf[i] = predicate;
      if (predicate >= 0) {
        boolean fresh = evaluation.set(predicate);
        leaves.token(i, predicate, fresh);
        pairs |= beginsPair[predicate] != 0;
        if (!fresh) {
          continue; // the patterns have seen this word
        }
      }
      if (known != null) {
        known.tell(bytes, tokens.start(i), tokens.length(i), hash, set);
      }
    }
    if (pairs) {
      tellPairs(part, now);
    }
  }

  private Verdicts verdictsOf(FieldWords words, PatternIndex patterns) {
    Verdicts known = verdicts.get(words);
    if (known == null) {
      known = new Verdicts(patterns);
      verdicts.put(words, known);
    }
    return known;
  }

  /** Neighbours stand at the next position; several words can stand at one. */
  private void tellPairs(DocumentView.Part part, Snapshot now) {
    Tokens tokens = view.tokens();
    Pairs pairs = now.vocabulary().pairs();
    byte[] beginsPair = now.beginsPair();
    for (int i = part.from(); i + 1 < part.to(); i++) {
      int first = predicateOf[i];
      if (first < 0 || beginsPair[first] == 0) {
        continue;
      }
      int wanted = tokens.position(i) + 1;
      for (int j = i + 1; j < part.to() && tokens.position(j) <= wanted; j++) {
        if (predicateOf[j] >= 0 && tokens.position(j) == wanted) {
          int pair = pairs.find(first, predicateOf[j]);
          if (pair >= 0) {
            evaluation.set(pair);
          }
        }
      }
    }
  }

  /** Cases that were counted for the choice of anchors, by all threads. */
  int sampledEver() {
    return evaluation.sampledEver();
  }

  MatchResult.Work work() {
    return new MatchResult.Work(
        evaluation.candidates(), evaluation.programRuns(), leaves.checks(), leaves.luceneRuns());
  }
}
