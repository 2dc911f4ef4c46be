package io.sluice.cep.program.expr;

import io.sluice.cep.function.LikePattern;
import io.sluice.cep.plan.TypedExpr;

/** LIKE: a constant pattern is read once, any other for each row. */
final class Likes {
  private Likes() {}

  static Evaluator of(TypedExpr.Like expr) {
    Evaluator value = ExpressionCompiler.compile(expr.value());
    Evaluator pattern = ExpressionCompiler.compile(expr.pattern());
    if (pattern instanceof ExpressionCompiler.Constant c && c.value() instanceof String text) {
      LikePattern compiled = LikePattern.of(text, expr.escape());
      return scope -> {
        Object v = value.evaluate(scope);
        return v == null ? null : compiled.matches((String) v);
      };
    }
    return scope -> {
      Object v = value.evaluate(scope);
      Object p = pattern.evaluate(scope);
      return v == null || p == null
          ? null
          : LikePattern.of((String) p, expr.escape()).matches((String) v);
    };
  }
}
