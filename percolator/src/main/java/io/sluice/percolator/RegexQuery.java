package io.sluice.percolator;

import io.sluice.percolator.regex.PerlRegex;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression in Perl's notation, found in a whole value. It becomes a query of Lucene's,
 * whose automaton takes a while to make, where Lucene is to run it.
 */
final class RegexQuery extends Query {
  private final String field;
  private final PerlRegex regex;

  RegexQuery(String field, PerlRegex regex) {
    this.field = field;
    this.regex = regex;
  }

  String field() {
    return field;
  }

  PerlRegex regex() {
    return regex;
  }

  private AutomatonQuery lucene() {
    return new AutomatonQuery(new Term(field, regex.toString()), regex.automaton());
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
    return (field.equals(inField) ? "" : field + ":") + "/" + regex + "/";
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof RegexQuery that
        && field.equals(that.field)
        && regex.equals(that.regex);
  }

  @Override
  public int hashCode() {
    return 31 * field.hashCode() + regex.hashCode();
  }
}
