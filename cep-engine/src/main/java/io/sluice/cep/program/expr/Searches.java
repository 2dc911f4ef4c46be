package io.sluice.cep.program.expr;

import io.sluice.cep.function.ValueException;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.cep.search.Question;
import io.sluice.cep.search.RowSearch;
import io.sluice.cep.search.SearchHub;
import io.sluice.cep.search.SharedSearch;
import io.sluice.percolator.DocumentException;
import io.sluice.percolator.QuerySyntaxException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** MATCHES, SCORE and HIGHLIGHT. What can not be searched is an error of the row. */
final class Searches {
  private Searches() {}

  static Evaluator of(TypedExpr.Search expr) {
    Evaluator query = ExpressionCompiler.compile(expr.query());
    boolean known =
        expr.query() instanceof TypedExpr.Constant || expr.query() instanceof TypedExpr.Parameter;
    if (known && expr.question() == Question.MATCHES) {
      return new Matches(query, SearchHub.shared(expr.target()));
    }
    var search = new RowSearch(expr.question(), expr.target());
    return scope -> {
      try {
        return search.ask(scope.row(), (String) query.evaluate(scope));
      } catch (QuerySyntaxException | DocumentException e) {
        throw problem(e);
      }
    };
  }

  private static ValueException problem(RuntimeException e) {
    return new ValueException(Objects.requireNonNullElse(e.getMessage(), "it can not be searched"));
  }

  /** Of a query that stays the same: one of those that are asked all at once. */
  private static final class Matches implements Evaluator {
    private final Evaluator query;
    private final SharedSearch shared;
    private @Nullable String text;
    private SharedSearch.@Nullable Asked asked;

    Matches(Evaluator query, SharedSearch shared) {
      this.query = query;
      this.shared = shared;
    }

    @Override
    public @Nullable Object evaluate(Scope scope) {
      String wanted = (String) query.evaluate(scope);
      if (wanted == null) {
        return null;
      }
      try {
        SharedSearch.Asked known = asked;
        if (known == null || !wanted.equals(text)) {
          known = shared.ask(wanted);
          asked = known;
          text = wanted;
        }
        return shared.matches(known, scope.row());
      } catch (QuerySyntaxException | DocumentException e) {
        throw problem(e);
      }
    }
  }
}
