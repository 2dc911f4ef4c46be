package io.sluice.percolator;

import java.util.Locale;
import java.util.function.Supplier;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.util.automaton.ByteRunAutomaton;

/** How large a query text may be, and the refusals of one that is larger. */
final class QueryLimits {
  static final int MAX_LENGTH = 1_000_000;
  static final int MAX_CLAUSES = 20_000;

  /** Lucene's own, of the clauses between two parentheses. */
  private static final int MAX_IN_GROUP = 1024;

  static final int MAX_NESTING = 200;
  static final int MAX_FUZZY_LENGTH = 100;

  private static final String SPLIT = "Split it into several queries.";

  private QueryLimits() {}

  /** Before parsing: the parser is recursive. */
  static void checkText(String text) {
    if (text.isBlank()) {
      throw new QuerySyntaxException(
          text, 0, text.length(), "The query is empty.", "To match every document, write *:*.");
    }
    int length = text.length();
    if (length > MAX_LENGTH) {
      String message =
          String.format(
              Locale.ROOT, "The query has %,d characters; the limit is %,d.", length, MAX_LENGTH);
      throw new QuerySyntaxException(text, MAX_LENGTH, length, message, SPLIT);
    }
    int depth = 0;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth > MAX_NESTING) {
        throw tooDeep(text, i);
      }
    }
  }

  static void checkClauses(String text, Query query) {
    ClauseCount count = new ClauseCount();
    query.visit(count);
    if (count.leaves > MAX_CLAUSES) {
      String message =
          String.format(Locale.ROOT, "The query has more than %,d clauses.", MAX_CLAUSES);
      throw new QuerySyntaxException(text, 0, text.length(), message, SPLIT);
    }
  }

  static QuerySyntaxException tooDeep(String text, int at) {
    return new QuerySyntaxException(
        text, at, at + 1, "Parentheses are nested more than " + MAX_NESTING + " deep.", null);
  }

  static QuerySyntaxException tooManyClauses(String text) {
    String message = String.format(Locale.ROOT, "A group has more than %,d clauses.", MAX_IN_GROUP);
    return new QuerySyntaxException(
        text, 0, text.length(), message, "Put them into groups: (a OR b OR ...) OR (c OR ...).");
  }

  private static final class ClauseCount extends QueryVisitor {
    private int leaves;

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
}
