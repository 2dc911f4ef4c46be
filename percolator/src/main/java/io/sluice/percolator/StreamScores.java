package io.sluice.percolator;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.BytesRef;

/**
 * Lucene's scores (BM25, Robertson and Zaragoza 2009), where what has been seen of the stream
 * stands in for an index: in how many documents a word is comes from the counts by which queries
 * are filed, how long a field mostly is from the documents that were scored. What a word weighs in
 * one document says nothing, since there each word is in every document.
 */
final class StreamScores {
  /** Before many documents were counted, what is guessed of words counts as so many. */
  private static final int GUESSED = 1000;

  private final Fields fields;
  private final Analyzer analyzer;
  private final Holdings holdings;
  private final Map<String, Length> lengths = new ConcurrentHashMap<>();

  /** How many words the values of a field had. */
  private record Length(long documents, long words) {}

  StreamScores(Fields fields, Analyzer analyzer, Holdings holdings) {
    this.fields = fields;
    this.analyzer = analyzer;
    this.holdings = holdings;
  }

  /** By id; those that are not stored have none. */
  Map<String, Double> of(Collection<String> ids, Document document) {
    var queries = new TreeMap<String, Query>();
    Demand demand = Demand.NONE;
    for (String id : ids) {
      Query query = holdings.query(id);
      if (query != null) {
        queries.put(id, query);
        demand = demand.with(query);
      }
    }
    var view = new DocumentView(fields, analyzer);
    view.read(document, demand);
    for (DocumentView.Part part : view.parts()) {
      if (!part.isPoint()) {
        var one = new Length(1, part.to() - part.from());
        lengths.merge(
            part.name(),
            one,
            (a, b) -> new Length(a.documents() + b.documents(), a.words() + b.words()));
      }
    }
    var judge = new LuceneJudge(analyzer, view);
    int documents = Math.max(GUESSED, holdings.snapshot().index().cases());
    var statistics =
        new LuceneJudge.Statistics() {
          @Override
          public int documents() {
            return documents;
          }

          @Override
          public double frequency(Term term) {
            return StreamScores.this.frequency(term);
          }

          @Override
          public double averageLength(String field) {
            Length length = lengths.get(field);
            return length == null ? 1 : (double) length.words() / length.documents();
          }
        };
    var scores = new TreeMap<String, Double>();
    queries.forEach((id, query) -> scores.put(id, judge.score(query, statistics)));
    return scores;
  }

  /** Part of the documents that have the word. */
  private double frequency(Term term) {
    BytesRef word = term.bytes();
    return holdings.locked(
        () -> {
          Snapshot now = holdings.snapshot();
          FieldWords words = now.vocabulary().field(term.field());
          int predicate =
              words == null ? -1 : words.terms().find(word.bytes, word.offset, word.length);
          return predicate < 0 ? Prior.ofTerm(word) : now.index().frequency(predicate);
        });
  }
}
