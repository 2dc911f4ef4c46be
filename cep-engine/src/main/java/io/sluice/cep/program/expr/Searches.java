package io.sluice.cep.program.expr;

import io.sluice.cep.function.ValueException;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.cep.search.RowSearch;
import io.sluice.percolator.DocumentException;
import io.sluice.percolator.QuerySyntaxException;
import java.util.Objects;

/** MATCHES, SCORE and HIGHLIGHT. What can not be searched is an error of the row. */
final class Searches {
  private Searches() {}

  static Evaluator of(TypedExpr.Search expr) {
    Evaluator query = ExpressionCompiler.compile(expr.query());
    var search = new RowSearch(expr.question(), expr.target());
    return scope -> {
      try {
        return search.ask(scope.row(), (String) query.evaluate(scope));
      } catch (QuerySyntaxException | DocumentException e) {
        throw new ValueException(
            Objects.requireNonNullElse(e.getMessage(), "it can not be searched"));
      }
    };
  }
}
