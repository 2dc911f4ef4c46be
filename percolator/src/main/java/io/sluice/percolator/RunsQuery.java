package io.sluice.percolator;

import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.WildcardQuery;
import org.jspecify.annotations.Nullable;

/**
 * A wildcard query whose wildcards are runs alone ({@code *}). Lucene's own builds its automaton
 * when it is made, which takes a thousand times as long as reading the text; this one is compiled
 * from the text, and becomes Lucene's where Lucene is to run it. Its automaton has no more states
 * than the text has characters, so there is no limit to ask for.
 */
final class RunsQuery extends Query {
  private final Term term;

  private RunsQuery(Term term) {
    this.term = term;
  }

  /** Lucene's query of a wildcard text, or one that means the same. */
  static Query of(Term term) {
    return hasRunsAlone(term.text()) ? new RunsQuery(term) : new WildcardQuery(term);
  }

  private static boolean hasRunsAlone(String text) {
    boolean runs = false;
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case WildcardQuery.WILDCARD_ESCAPE -> i++;
        case WildcardQuery.WILDCARD_CHAR -> {
          return false;
        }
        case WildcardQuery.WILDCARD_STRING -> runs = true;
        default -> {}
      }
    }
    return runs;
  }

  Term term() {
    return term;
  }

  private WildcardQuery lucene() {
    return new WildcardQuery(term, Integer.MAX_VALUE);
  }

  @Override
  public Query rewrite(IndexSearcher searcher) {
    return lucene();
  }

  @Override
  public void visit(QueryVisitor visitor) {
    if (visitor.acceptField(term.field())) {
      visitor.consumeTermsMatching(this, term.field(), () -> lucene().getCompiled().runAutomaton);
    }
  }

  @Override
  public String toString(String field) {
    return term.field().equals(field) ? term.text() : term.field() + ":" + term.text();
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof RunsQuery that && term.equals(that.term);
  }

  @Override
  public int hashCode() {
    return 31 * RunsQuery.class.hashCode() + term.hashCode();
  }
}
