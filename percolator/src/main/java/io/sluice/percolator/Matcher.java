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
  private final LuceneJudge judge;
  private final Evaluation evaluation = new Evaluation();
  private final byte[] number = new byte[Long.BYTES];
  private final Map<FieldWords, Verdicts> verdicts = new HashMap<>();
  private final PatternIndex.Fits set = evaluation::set;
  private final Evaluation.LazyTruth lazy = this::isTrue;

  /**
   * Tokens of one predicate, last first: {@code lastToken[predicate]}, then {@code before[token]},
   * ended by -1. Valid for predicates that are set.
   */
  private int[] lastToken = new int[0];

  private int[] before = new int[512];

  /** By token: its predicate, or -1. */
  private int[] predicateOf = new int[512];

  /** By number of field: the part with its values, or null. */
  private DocumentView.@Nullable Part[] partOf = new DocumentView.Part[16];

  private int[] places = new int[16];
  private @Nullable Snapshot snapshot;
  private int[] hits = new int[64];
  private int hitCount;
  private long time;
  private int leafChecks;
  private int luceneRuns;

  Matcher(Fields fields, Analyzer analyzer) {
    this.view = new DocumentView(fields, analyzer);
    this.judge = new LuceneJudge(analyzer, view);
  }

  /** Finds the stored queries that the document fits; false if the limit ended the search. */
  boolean match(Document document, Snapshot now, MatchOptions options, @Nullable BitSet tags) {
    int limit = options.limit();
    time = options.time();
    read(document, now);
    Slots.View slots = now.slots();
    Slots.SlotHits hits =
        tags == null
            ? slot -> hitCount < limit && hit(slot)
            : slot -> !tags.get(slots.tags(slot)) || (hitCount < limit && hit(slot));
    return evaluation.run(lazy, program -> slots.forEach(program, now.version(), hits));
  }

  /** Why the query of a slot fits a document, or why not. */
  Explanation explain(Document document, Snapshot now, int slot) {
    time = MatchOptions.ALL.time();
    read(document, now);
    return new Explainer(now, this::truth).explain(slot);
  }

  private boolean truth(int predicate) {
    return evaluation.isTrue(predicate, lazy);
  }

  /** Tells the index what is true of a document. */
  private void read(Document document, Snapshot now) {
    if (snapshot != null && snapshot.vocabulary() != now.vocabulary()) {
      evaluation.forget();
      verdicts.clear();
    }
    snapshot = now;
    hitCount = 0;
    leafChecks = 0;
    luceneRuns = 0;
    judge.nextDocument();
    view.read(document, now.vocabulary().demand());
    evaluation.begin(now.index());
    int predicates = now.index().predicates();
    if (lastToken.length < predicates) {
      lastToken = Arrays.copyOf(lastToken, predicates + predicates / 2);
    }
    int tokens = view.tokens().count();
    if (before.length < tokens) {
      before = new int[2 * tokens];
      predicateOf = new int[2 * tokens];
    }
    Arrays.fill(partOf, null);
    for (DocumentView.Part part : view.parts()) {
      FieldWords words = now.vocabulary().field(part.name());
      if (words != null) {
        tell(part, words, now);
      }
    }
    tellLaterRanges(now);
  }

  private boolean hit(int slot) {
    if (hitCount == hits.length) {
      hits = Arrays.copyOf(hits, 2 * hitCount);
    }
    hits[hitCount++] = slot;
    return true;
  }

  /** The ids found by the last match, sorted. */
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
    if (words.number() >= partOf.length) {
      partOf = Arrays.copyOf(partOf, 2 * words.number());
    }
    partOf[words.number()] = part;
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
      if (hasValue(-1 - now.places()[told[i]], now.bounds())) {
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
        before[i] = fresh ? -1 : lastToken[predicate];
        lastToken[predicate] = i;
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

  private boolean isTrue(int predicate) {
    Snapshot now = Objects.requireNonNull(snapshot);
    int place = now.places()[predicate];
    if (place < 0) {
      leafChecks++;
      return hasValue(-1 - place, now.bounds());
    }
    return switch (now.meanings()[predicate]) {
      case Meaning.Phrase phrase -> {
        leafChecks++;
        yield occurs(phrase);
      }
      case Meaning.Opaque opaque -> {
        luceneRuns++;
        yield judge.matches(opaque.query());
      }
      case Meaning.NowRange(FieldWords field, TimeEnd low, TimeEnd high) -> {
        leafChecks++;
        yield hasValue(field.number(), low.at(time), high.at(time));
      }
      case Meaning.Lost l -> false;
      case Meaning.Range r -> throw told(predicate);
      case Meaning.Pair p -> throw told(predicate);
      case Meaning.Pattern p -> throw told(predicate);
      case Meaning.Exists e -> throw told(predicate);
      case null -> throw told(predicate);
    };
  }

  private static IllegalStateException told(int predicate) {
    return new IllegalStateException("predicate " + predicate + " is not evaluated by itself");
  }

  /**
   * Walks back through the places of the first word; the other words' places only ever move back
   * too, so the whole costs no more than the tokens of all words.
   */
  private boolean occurs(Meaning.Phrase phrase) {
    int[] terms = phrase.terms();
    int[] positions = phrase.positions();
    if (places.length < terms.length) {
      places = new int[terms.length];
    }
    for (int i = 0; i < terms.length; i++) {
      if (!evaluation.isSet(terms[i])) {
        return false;
      }
      places[i] = lastToken[terms[i]];
    }
    Tokens tokens = view.tokens();
    for (; places[0] >= 0; places[0] = before[places[0]]) {
      int base = tokens.position(places[0]);
      boolean all = true;
      for (int i = 1; i < terms.length && all; i++) {
        int wanted = base + positions[i];
        while (places[i] >= 0 && tokens.position(places[i]) > wanted) {
          places[i] = before[places[i]];
        }
        if (places[i] < 0) {
          return false;
        }
        all = tokens.position(places[i]) == wanted;
      }
      if (all) {
        return true;
      }
    }
    return false;
  }

  private boolean hasValue(int range, long[] bounds) {
    return hasValue((int) bounds[3 * range + 2], bounds[3 * range], bounds[3 * range + 1]);
  }

  private boolean hasValue(int field, long low, long high) {
    DocumentView.Part part = field < partOf.length ? partOf[field] : null;
    if (part == null) {
      return false;
    }
    for (int i = part.from(); i < part.to(); i++) {
      long value = view.point(i);
      if (value >= low && value <= high) {
        return true;
      }
    }
    return false;
  }

  /** Cases that were counted for the choice of anchors, by all threads. */
  int sampledEver() {
    return evaluation.sampledEver();
  }

  MatchResult.Work work() {
    return new MatchResult.Work(
        evaluation.candidates(), evaluation.programRuns(), leafChecks, luceneRuns);
  }
}
