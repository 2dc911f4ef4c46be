package io.sluice.percolator;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;

/** The analyzer that each field was declared with; queries know its synonyms, documents do not. */
final class SearchAnalyzer extends DelegatingAnalyzerWrapper {
  private final Fields fields;
  private final boolean ofQueries;

  private SearchAnalyzer(Fields fields, boolean ofQueries) {
    super(PER_FIELD_REUSE_STRATEGY);
    this.fields = fields;
    this.ofQueries = ofQueries;
  }

  static SearchAnalyzer ofDocuments(Fields fields) {
    return new SearchAnalyzer(fields, false);
  }

  static SearchAnalyzer ofQueries(Fields fields) {
    return new SearchAnalyzer(fields, true);
  }

  @Override
  protected Analyzer getWrappedAnalyzer(String fieldName) {
    Field field = fields.lookup(fieldName);
    String written = field == null ? Analyzers.KEYWORD_LOWERCASE : field.analyzer();
    return ofQueries
        ? Analyzers.ofQueries(written)
        : Analyzers.named(Analyzers.ofDocuments(written));
  }
}
