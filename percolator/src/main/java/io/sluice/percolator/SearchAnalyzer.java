package io.sluice.percolator;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;

/** One analyzer for queries and documents alike: the one that each field was declared with. */
final class SearchAnalyzer extends DelegatingAnalyzerWrapper {
  private final Fields fields;

  SearchAnalyzer(Fields fields) {
    super(PER_FIELD_REUSE_STRATEGY);
    this.fields = fields;
  }

  @Override
  protected Analyzer getWrappedAnalyzer(String fieldName) {
    Field field = fields.lookup(fieldName);
    return Analyzers.named(field == null ? Analyzers.KEYWORD_LOWERCASE : field.analyzer());
  }
}
