package io.sluice.percolator;

import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;

/**
 * One query, asked of one document at a time: what a condition of a statement needs. Thread-safe. A
 * {@link Percolator} is for many queries at once.
 */
public final class Search {
  /** Among the names of {@link #reads}: all fields of a document. */
  public static final String ALL_FIELDS = Demand.ALL_FIELDS;

  private static final String ID = "";

  private final Fields fields;
  private final SearchAnalyzer analyzer;
  private final Query query;
  private final Percolator percolator;
  private final Set<String> reads;

  /**
   * @throws QuerySyntaxException if the text is no query over these fields
   */
  public Search(Fields fields, String queryText) {
    this.fields = fields;
    this.analyzer = SearchAnalyzer.ofDocuments(fields);
    this.percolator = new Percolator(fields);
    this.query = percolator.parse(queryText);
    checkClock(queryText, query);
    percolator.put(ID, query);
    this.reads =
        Demand.namesIn(query).stream()
            .flatMap(name -> FieldView.sources(name).stream())
            .collect(Collectors.toUnmodifiableSet());
  }

  /** What is asked of rows must have the same answer whenever it is asked. */
  static void checkClock(String text, Query query) {
    query.visit(
        new QueryVisitor() {
          @Override
          public void visitLeaf(Query leaf) {
            if (leaf instanceof NowRangeQuery) {
              int at = Math.max(0, text.indexOf("now"));
              throw new QuerySyntaxException(
                  text,
                  at,
                  at + 3,
                  "A condition on rows has no clock, so that it can not ask for now.",
                  "Compare the row's time with another time of the pattern.");
            }
          }

          @Override
          public QueryVisitor getSubVisitor(BooleanClause.Occur occur, Query parent) {
            return this;
          }
        });
  }

  /**
   * The fields that the query looks into; a document needs no others to be judged. May have {@link
   * #ALL_FIELDS} among them.
   */
  public Set<String> reads() {
    return reads;
  }

  /**
   * @throws DocumentException if a value does not fit its field's type
   */
  public boolean matches(Document document) {
    return !percolator.match(document).ids().isEmpty();
  }

  /**
   * Lucene's score (BM25) of the document by itself, without statistics of others; 0 where the
   * query does not fit.
   *
   * @throws DocumentException if a value does not fit its field's type
   */
  public double score(Document document) {
    var view = new DocumentView(fields, analyzer);
    view.read(document, Demand.NONE.with(query));
    return new LuceneJudge(analyzer, view).score(query);
  }

  /**
   * The text with what the query finds in it between {@code <b>} and {@code </b>}; unchanged where
   * it finds nothing. Parts of the query about other fields mark nothing.
   *
   * @param field the field that the text is the value of
   */
  public String highlight(String field, String text) {
    return Highlighter.mark(analyzer, query, field, text);
  }
}
