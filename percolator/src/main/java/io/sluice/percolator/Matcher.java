package io.sluice.percolator;

import io.sluice.percolator.Vocabulary.FieldWords;
import io.sluice.percolator.index.Evaluation;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.NumericUtils;
import org.jspecify.annotations.Nullable;

/**
 * One thread's workplace: reads a document, tells the index which predicates are true of it, and
 * answers the lazy ones. Used again and again; keeps its arrays.
 */
final class Matcher {
  private final DocumentView view;
  private final LuceneJudge judge;
  private final Evaluation evaluation = new Evaluation();
  private final BytesRef token = new BytesRef();
  private final byte[] number = new byte[Long.BYTES];

  /**
   * Tokens of one predicate, last first: {@code lastToken[predicate]}, then {@code before[token]},
   * ended by -1. Valid for predicates that are set.
   */
  private int[] lastToken = new int[0];

  private int[] before = new int[512];
  private @Nullable Vocabulary vocabulary;
  private Vocabulary.@Nullable Lazy[] lazy = {};
  private @Nullable Snapshot snapshot;
  private int[] hits = new int[64];
  private int hitCount;
  private int leafChecks;
  private int luceneRuns;

  Matcher(Fields fields, Analyzer analyzer) {
    this.view = new DocumentView(fields, analyzer);
    this.judge = new LuceneJudge(analyzer, view);
  }

  /** Finds the stored queries that the document fits; false if the limit ended the search. */
  boolean match(Document document, Snapshot now, int limit) {
    snapshot = now;
    hitCount = 0;
    if (vocabulary != now.vocabulary()) {
      evaluation.forget();
      vocabulary = now.vocabulary();
    }
    lazy = now.lazy();
    leafChecks = 0;
    luceneRuns = 0;
    judge.nextDocument();
    view.read(document);
    evaluation.begin(now.index());
    if (lastToken.length < now.index().predicates()) {
      lastToken =
          Arrays.copyOf(lastToken, Math.max(now.index().predicates(), 2 * lastToken.length));
    }
    for (DocumentView.Part part : view.parts()) {
      FieldWords words = now.vocabulary().field(part.name());
      if (words != null) {
        tell(part, words);
      }
    }
    return evaluation.run(
        this::isTrue,
        program ->
            now.slots().forEach(program, now.version(), slot -> hitCount < limit && hit(slot)));
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
    return now.slots().order().sorted(hits, hitCount, now.slots().ids());
  }

  private void tell(DocumentView.Part part, FieldWords words) {
    if (words.exists() >= 0 && part.to() > part.from()) {
      evaluation.set(words.exists());
    }
    if (part.isPoint()) {
      for (int i = part.from(); i < part.to(); i++) {
        NumericUtils.longToSortableBytes(view.point(i), number, 0);
        int predicate = words.terms().find(number, 0, number.length);
        if (predicate >= 0) {
          evaluation.set(predicate);
        }
      }
      return;
    }
    if (before.length < part.to()) {
      before = Arrays.copyOf(before, Math.max(part.to(), 2 * before.length));
    }
    TokenPatterns patterns = words.patterns();
    byte[] bytes = view.bytes();
    for (int i = part.from(); i < part.to(); i++) {
      int start = view.termStart(i);
      int length = view.termLength(i);
      int predicate = words.terms().find(bytes, start, length);
      if (predicate >= 0 && predicate < lastToken.length) {
        before[i] = evaluation.set(predicate) ? -1 : lastToken[predicate];
        lastToken[predicate] = i;
      }
      if (patterns != null) {
        token.bytes = bytes;
        token.offset = start;
        token.length = length;
        for (int fitting : patterns.fitting(token)) {
          evaluation.set(fitting);
        }
      }
    }
  }

  private boolean isTrue(int predicate) {
    return switch (lazy[predicate]) {
      case Vocabulary.Phrase phrase -> {
        leafChecks++;
        yield occurs(phrase);
      }
      case Vocabulary.Range range -> {
        leafChecks++;
        yield hasValue(range);
      }
      case Vocabulary.Opaque opaque -> {
        luceneRuns++;
        yield judge.matches(opaque.query());
      }
      case null -> throw new IllegalStateException("predicate " + predicate + " is not lazy");
    };
  }

  /**
   * Walks back through the places of the first word; the other words' places only ever move back
   * too, so the whole costs no more than the tokens of all words.
   */
  private boolean occurs(Vocabulary.Phrase phrase) {
    int[] terms = phrase.terms();
    for (int term : terms) {
      if (!evaluation.isSet(term)) {
        return false;
      }
    }
    int[] places = new int[terms.length];
    for (int i = 0; i < terms.length; i++) {
      places[i] = lastToken[terms[i]];
    }
    for (; places[0] >= 0; places[0] = before[places[0]]) {
      int base = view.position(places[0]);
      boolean all = true;
      for (int i = 1; i < terms.length && all; i++) {
        int wanted = base + phrase.positions()[i];
        while (places[i] >= 0 && view.position(places[i]) > wanted) {
          places[i] = before[places[i]];
        }
        if (places[i] < 0) {
          return false;
        }
        all = view.position(places[i]) == wanted;
      }
      if (all) {
        return true;
      }
    }
    return false;
  }

  private boolean hasValue(Vocabulary.Range range) {
    DocumentView.Part part = view.part(range.field());
    if (part == null) {
      return false;
    }
    for (int i = part.from(); i < part.to(); i++) {
      if (view.point(i) >= range.low() && view.point(i) <= range.high()) {
        return true;
      }
    }
    return false;
  }

  MatchResult.Work work() {
    return new MatchResult.Work(
        evaluation.candidates(), evaluation.programRuns(), leafChecks, luceneRuns);
  }
}
