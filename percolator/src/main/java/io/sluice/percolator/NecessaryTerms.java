package io.sluice.percolator;

import io.sluice.percolator.index.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.util.automaton.ByteRunAutomaton;

/**
 * What must be true of the words of a document for a span or interval query to match: collected by
 * Lucene's own visitor, which says for each part whether it is required, optional or excluded. The
 * span and interval classes were read for this; other queries may visit as they please.
 */
final class NecessaryTerms extends QueryVisitor {
  private final QueryCompiler compiler;
  private final boolean anyOf;
  private final List<Condition> own = new ArrayList<>();
  private final List<NecessaryTerms> nested = new ArrayList<>();

  private NecessaryTerms(QueryCompiler compiler, boolean anyOf) {
    this.compiler = compiler;
    this.anyOf = anyOf;
  }

  static Condition of(Query query, QueryCompiler compiler) {
    NecessaryTerms root = new NecessaryTerms(compiler, false);
    query.visit(root);
    return root.condition();
  }

  private Condition condition() {
    List<Condition> parts = new ArrayList<>(own);
    nested.forEach(child -> parts.add(child.condition()));
    return anyOf ? Condition.any(parts) : Condition.all(parts);
  }

  @Override
  public QueryVisitor getSubVisitor(Occur occur, Query parent) {
    return switch (occur) {
      case MUST_NOT -> QueryVisitor.EMPTY_VISITOR;
      case MUST, FILTER, SHOULD -> {
        NecessaryTerms child = new NecessaryTerms(compiler, occur == Occur.SHOULD);
        nested.add(child);
        yield child;
      }
    };
  }

  @Override
  public void consumeTerms(Query query, Term... terms) {
    for (Term term : terms) {
      own.add(compiler.term(term));
    }
  }

  @Override
  public void consumeTermsMatching(
      Query query, String field, Supplier<ByteRunAutomaton> automaton) {
    own.add(
        query instanceof AutomatonQuery || query instanceof FuzzyQuery
            ? compiler.compile(query)
            : compiler.exists(field));
  }

  @Override
  public void visitLeaf(Query query) {
    own.add(Condition.TRUE);
  }
}
