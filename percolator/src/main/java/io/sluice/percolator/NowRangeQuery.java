package io.sluice.percolator;

import org.apache.lucene.document.LongPoint;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.jspecify.annotations.Nullable;

/**
 * A closed range of times of which an end at least moves with the clock: {@code seen:[now-1h TO
 * now]}. Lucene asks it as the range that it is at that moment.
 */
final class NowRangeQuery extends Query {
  private final String field;
  private final TimeEnd low;
  private final TimeEnd high;

  NowRangeQuery(String field, TimeEnd low, TimeEnd high) {
    this.field = field;
    this.low = low;
    this.high = high;
  }

  String field() {
    return field;
  }

  TimeEnd low() {
    return low;
  }

  TimeEnd high() {
    return high;
  }

  @Override
  public Query rewrite(IndexSearcher searcher) {
    long now = System.currentTimeMillis();
    return LongPoint.newRangeQuery(field, low.at(now), high.at(now));
  }

  @Override
  public void visit(QueryVisitor visitor) {
    if (visitor.acceptField(field)) {
      visitor.visitLeaf(this);
    }
  }

  @Override
  public String toString(String defaultField) {
    return field + ":[" + low + " TO " + high + "]";
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof NowRangeQuery that
        && field.equals(that.field)
        && low.equals(that.low)
        && high.equals(that.high);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * field.hashCode() + low.hashCode()) + high.hashCode();
  }
}
