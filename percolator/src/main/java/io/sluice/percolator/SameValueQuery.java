package io.sluice.percolator;

import java.io.IOException;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.ConstantScoreScorerSupplier;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Two fields have a word in common. In an index of one document that is a question about the
 * document; it is not to be asked of larger ones.
 */
final class SameValueQuery extends Query {
  private final String one;
  private final String other;

  SameValueQuery(String one, String other) {
    this.one = one;
    this.other = other;
  }

  String one() {
    return one;
  }

  String other() {
    return other;
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) {
    return new ConstantScoreWeight(this, boost) {
      @Override
      public @Nullable ScorerSupplier scorerSupplier(LeafReaderContext context) throws IOException {
        LeafReader reader = context.reader();
        return haveCommonWord(reader)
            ? ConstantScoreScorerSupplier.fromIterator(
                DocIdSetIterator.all(reader.maxDoc()), score(), mode, reader.maxDoc())
            : null;
      }

      @Override
      public boolean isCacheable(LeafReaderContext context) {
        return false;
      }
    };
  }

  private boolean haveCommonWord(LeafReader reader) throws IOException {
    Terms ours = reader.terms(one);
    Terms theirs = reader.terms(other);
    if (ours == null || theirs == null) {
      return false;
    }
    TermsEnum known = theirs.iterator();
    TermsEnum each = ours.iterator();
    for (BytesRef word = each.next(); word != null; word = each.next()) {
      if (known.seekExact(word)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void visit(QueryVisitor visitor) {
    boolean first = visitor.acceptField(one);
    if (visitor.acceptField(other) || first) {
      visitor.visitLeaf(this);
    }
  }

  @Override
  public String toString(String field) {
    return one + "@same:" + other;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof SameValueQuery that
        && one.equals(that.one)
        && other.equals(that.other);
  }

  @Override
  public int hashCode() {
    return 31 * one.hashCode() + other.hashCode();
  }
}
