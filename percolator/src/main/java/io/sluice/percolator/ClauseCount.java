package io.sluice.percolator;

import java.util.function.Supplier;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.util.automaton.ByteRunAutomaton;

/** Counts the leaves of a query against {@link TypedQueryParser#MAX_CLAUSES}. */
final class ClauseCount extends QueryVisitor {
  private int leaves;

  private ClauseCount() {}

  static void check(Query query, Supplier<? extends RuntimeException> refusal) {
    ClauseCount count = new ClauseCount();
    query.visit(count);
    if (count.leaves > TypedQueryParser.MAX_CLAUSES) {
      throw refusal.get();
    }
  }

  @Override
  public QueryVisitor getSubVisitor(Occur occur, Query parent) {
    return this;
  }

  @Override
  public void consumeTerms(Query query, Term... terms) {
    leaves += terms.length;
  }

  @Override
  public void consumeTermsMatching(
      Query query, String field, Supplier<ByteRunAutomaton> automaton) {
    leaves++;
  }

  @Override
  public void visitLeaf(Query query) {
    leaves++;
  }
}
