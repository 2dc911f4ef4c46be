package io.sluice.percolator;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.IntField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.memory.MemoryIndex;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.NumericUtils;
import org.jspecify.annotations.Nullable;

/**
 * Lucene's own word on one document: a one-document index, built from the {@link DocumentView} when
 * the first query asks, thrown away with the document.
 */
final class LuceneJudge {
  private final Analyzer analyzer;
  private final DocumentView view;
  private @Nullable MemoryIndex index;
  private @Nullable IndexSearcher searcher;

  LuceneJudge(Analyzer analyzer, DocumentView view) {
    this.analyzer = analyzer;
    this.view = view;
  }

  /**
   * Loads what of Lucene judges documents, once: a second that the first document that needs it
   * would wait, and that its query would be charged with.
   */
  static void prepare() {
    Prepared.now();
  }

  private static final class Prepared {
    static {
      var index = new MemoryIndex();
      index.addField("f", "a b", new StandardAnalyzer());
      try {
        var _ = index.createSearcher().count(new PhraseQuery(1, "f", "a", "b"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private Prepared() {}

    static void now() {}
  }

  /** The view holds another document now. */
  void nextDocument() {
    if (searcher != null && index != null) {
      searcher = null;
      index.reset();
    }
  }

  boolean matches(Query query) {
    IndexSearcher judge = searcher();
    try {
      Weight weight = judge.createWeight(judge.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
      LeafReaderContext leaf = judge.getIndexReader().leaves().getFirst();
      Scorer scorer = weight.scorer(leaf);
      return scorer != null && scorer.iterator().nextDoc() != DocIdSetIterator.NO_MORE_DOCS;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** 0 where the query does not fit the document. */
  double score(Query query) {
    try {
      ScoreDoc[] found = searcher().search(query, 1).scoreDocs;
      return found.length == 0 ? 0 : found[0].score;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is known of the documents among which this one is to be scored. */
  interface Statistics {
    int documents();

    /** Part of the documents that have a term, from 0 to 1. */
    double frequency(Term term);

    /** Words of a field, in a document that has it. */
    double averageLength(String field);
  }

  /** As {@link #score(Query)}, as if the document were one of many. */
  double score(Query query, Statistics statistics) {
    var judge =
        new IndexSearcher(searcher().getIndexReader()) {
          @Override
          public TermStatistics termStatistics(Term term, int here, long times) {
            long documents =
                Math.clamp(
                    Math.round(statistics.frequency(term) * statistics.documents()),
                    1,
                    statistics.documents());
            return new TermStatistics(term.bytes(), documents, documents);
          }

          @Override
          public CollectionStatistics collectionStatistics(String field) {
            int documents = statistics.documents();
            long words = Math.max(1, Math.round(statistics.averageLength(field) * documents));
            return new CollectionStatistics(
                field, documents, documents, Math.max(documents, words), documents);
          }
        };
    judge.setQueryCache(null);
    try {
      ScoreDoc[] found = judge.search(query, 1).scoreDocs;
      return found.length == 0 ? 0 : found[0].score;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private IndexSearcher searcher() {
    IndexSearcher judge = searcher;
    if (judge == null) {
      judge = build();
      searcher = judge;
    }
    return judge;
  }

  private IndexSearcher build() {
    if (index == null) {
      index = new MemoryIndex();
    }
    for (DocumentView.Part part : view.parts()) {
      if (part.isPoint()) {
        addPoints(part, index);
      } else {
        index.addField(
            part.name(), new Replay(part), analyzer.getPositionIncrementGap(part.name()));
        if (FieldView.of(part.name()) == FieldView.GEO) {
          addPlaces(part, index);
        }
      }
    }
    IndexSearcher built = index.createSearcher();
    built.setQueryCache(null);
    return built;
  }

  private void addPlaces(DocumentView.Part part, MemoryIndex into) {
    for (int i = part.from(); i < part.to(); i++) {
      Tokens tokens = view.tokens();
      into.addField(
          GeoCells.point(part.name(), tokens.bytes(), tokens.start(i), tokens.length(i)), analyzer);
    }
  }

  private void addPoints(DocumentView.Part part, MemoryIndex into) {
    for (int i = part.from(); i < part.to(); i++) {
      long value = view.point(i);
      FieldType type = part.declared() == null ? FieldType.LONG : part.declared().type();
      into.addField(
          switch (type) {
            case INT -> new IntField(part.name(), (int) value, Store.NO);
            case DOUBLE ->
                new DoubleField(part.name(), NumericUtils.sortableLongToDouble(value), Store.NO);
            case LONG, DATE, TEXT, STRING, BOOLEAN -> new LongField(part.name(), value, Store.NO);
          },
          analyzer);
    }
  }

  /** The recorded tokens of a field as a stream. */
  private final class Replay extends TokenStream {
    private final BytesTermAttribute term = addAttribute(BytesTermAttribute.class);
    private final PositionIncrementAttribute increment =
        addAttribute(PositionIncrementAttribute.class);
    private final org.apache.lucene.util.BytesRef ref = new org.apache.lucene.util.BytesRef();
    private final int to;
    private int next;
    private int last = -1;

    Replay(DocumentView.Part part) {
      this.next = part.from();
      this.to = part.to();
    }

    @Override
    public boolean incrementToken() {
      if (next == to) {
        return false;
      }
      clearAttributes();
      ref.bytes = view.tokens().bytes();
      ref.offset = view.tokens().start(next);
      ref.length = view.tokens().length(next);
      term.setBytesRef(ref);
      increment.setPositionIncrement(view.tokens().position(next) - last);
      last = view.tokens().position(next++);
      return true;
    }
  }
}
