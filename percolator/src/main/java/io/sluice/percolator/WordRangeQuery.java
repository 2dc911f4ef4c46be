package io.sluice.percolator;

import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.TermRangeQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Words between two in the order of bytes. Lucene's query for that makes an automaton at once,
 * which takes a hundred times as long as all else of storing a block of addresses; here it is made
 * where Lucene is to run it.
 */
final class WordRangeQuery extends Query {
  private final String field;
  private final TokenPattern.Between between;

  WordRangeQuery(String field, TokenPattern.Between between) {
    this.field = field;
    this.between = between;
  }

  String field() {
    return field;
  }

  TokenPattern.Between between() {
    return between;
  }

  private TermRangeQuery lucene() {
    return new TermRangeQuery(
        field, ref(between.low()), ref(between.high()), between.withLow(), between.withHigh());
  }

  private static @Nullable BytesRef ref(byte @Nullable [] bytes) {
    return bytes == null ? null : new BytesRef(bytes);
  }

  @Override
  public Query rewrite(IndexSearcher searcher) {
    return lucene();
  }

  @Override
  public void visit(QueryVisitor visitor) {
    if (visitor.acceptField(field)) {
      visitor.consumeTermsMatching(this, field, () -> lucene().getCompiled().runAutomaton);
    }
  }

  @Override
  public String toString(String inField) {
    return (field.equals(inField) ? "" : field + ":") + between;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof WordRangeQuery that
        && field.equals(that.field)
        && between.equals(that.between);
  }

  @Override
  public int hashCode() {
    return 31 * field.hashCode() + between.hashCode();
  }
}
