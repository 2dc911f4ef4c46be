package io.sluice.percolator;

import io.sluice.percolator.index.Telling;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.util.NumericUtils;

/**
 * A document in a thread's workplace: reads it, tells the index which predicates are true of it,
 * and answers the others when asked. Used again and again; keeps its arrays.
 */
final class ReadDocument {
  /** What the documents of one thread share: whom they tell, and what words fit which patterns. */
  static final class Desk {
    private final Telling told;
    private final PatternIndex.Fits set;
    private final Map<FieldWords, Verdicts> verdicts = new HashMap<>();
    private final byte[] number = new byte[Long.BYTES];

    Desk(Telling told) {
      this.told = told;
      this.set = told::set;
    }

    /** The snapshots that come are of another vocabulary. */
    void forget() {
      verdicts.clear();
    }

    private Verdicts verdictsOf(FieldWords words, PatternIndex patterns) {
      Verdicts known = verdicts.get(words);
      if (known == null) {
        known = new Verdicts(patterns);
        verdicts.put(words, known);
      }
      return known;
    }
  }

  /** A document of more is seldom, and 64 places for such would take gigabytes. */
  private static final int MANY_TOKENS = 20_000;

  private static final int MANY_BYTES = 1 << 18;

  private final DocumentView view;
  private final Leaves leaves;
  private final Desk desk;

  /** By token: its predicate, or -1. */
  private int[] predicateOf = new int[512];

  ReadDocument(Fields fields, Analyzer analyzer, Desk desk) {
    this.view = new DocumentView(fields, analyzer);
    this.leaves = new Leaves(view, new LuceneJudge(analyzer, view));
    this.desk = desk;
  }

  /** The truth of predicates that nobody tells. */
  Leaves leaves() {
    return leaves;
  }

  /** Whether the document was so large that its arrays are better not kept. */
  boolean isLarge() {
    return view.tokens().count() > MANY_TOKENS || view.tokens().end() > MANY_BYTES;
  }

  /**
   * Cuts the document into words and numbers; nothing is told yet.
   *
   * @throws DocumentException if a value that some query looks at does not fit its field's type
   */
  void read(Document document, Snapshot now) {
    view.read(document, now.vocabulary().demand());
  }

  /** Tells the index what is true of the document that was read. */
  void tell(Snapshot now, long time) {
    int tokens = view.tokens().count();
    if (predicateOf.length < tokens) {
      predicateOf = new int[2 * tokens];
    }
    leaves.begin(now, time, predicateOf);
    for (DocumentView.Part part : view.parts()) {
      FieldWords words = now.vocabulary().field(part.name());
      if (words != null) {
        tell(part, words, now);
      } else if (!part.isPoint()) {
        Arrays.fill(predicateOf, part.from(), part.to(), -1);
      }
    }
    tellLaterRanges(now);
  }

  private void tell(DocumentView.Part part, FieldWords words, Snapshot now) {
    leaves.part(words.number(), part);
    if (words.exists() >= 0 && part.to() > part.from()) {
      desk.told.set(words.exists());
    }
    if (part.isPoint()) {
      tellPoints(part, words, now);
    } else {
      tellTokens(part, words, now);
    }
  }

  private void tellPoints(DocumentView.Part part, FieldWords words, Snapshot now) {
    RangeTree ranges = words.number() < now.ranges().length ? now.ranges()[words.number()] : null;
    byte[] number = desk.number;
    for (int i = part.from(); i < part.to(); i++) {
      long value = view.point(i);
      NumericUtils.longToSortableBytes(value, number, 0);
      int predicate = words.terms().find(number, 0, number.length);
      if (predicate >= 0) {
        desk.told.set(predicate);
      }
      if (ranges != null) {
        ranges.stab(value, desk.set);
      }
      if (desk.told.isSampled()) {
        words.see(value);
      }
    }
  }

  /** Ranges that became anchors since the index's base was built. */
  private void tellLaterRanges(Snapshot now) {
    int[] told = now.index().laterTold();
    for (int i = 0; i < now.index().laterToldCount(); i++) {
      if (leaves.isInRange(told[i])) {
        desk.told.set(told[i]);
      }
    }
  }

  private void tellTokens(DocumentView.Part part, FieldWords words, Snapshot now) {
    TermTable terms = words.terms();
    Tokens tokens = view.tokens();
    byte[] bytes = tokens.bytes();
    int predicates = now.index().predicates();
    PatternIndex patterns = words.patterns();
    Verdicts known = patterns == null ? null : desk.verdictsOf(words, patterns);
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
        boolean fresh = desk.told.set(predicate);
        pairs |= beginsPair[predicate] != 0;
        if (!fresh) {
          continue; // the patterns have seen this word
        }
      }
      if (known != null) {
        known.tell(bytes, tokens.start(i), tokens.length(i), hash, desk.set);
      }
    }
    if (pairs) {
      tellPairs(part, now);
    }
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
            desk.told.set(pair);
          }
        }
      }
    }
  }
}
