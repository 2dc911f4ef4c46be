package io.sluice.cep.program.expr;

import io.sluice.cep.plan.TypedExpr;
import org.jspecify.annotations.Nullable;

/** Expressions whose value no row can change. */
public final class Constants {
  private Constants() {}

  /** Whether nothing in it depends on a row, a match or a parameter. */
  public static boolean isConstant(TypedExpr expr) {
    return switch (expr) {
      case TypedExpr.Constant _ -> true;
      case TypedExpr.And e -> all(e.operands());
      case TypedExpr.Or e -> all(e.operands());
      case TypedExpr.Not e -> isConstant(e.operand());
      case TypedExpr.Compare e -> isConstant(e.left()) && isConstant(e.right());
      case TypedExpr.Arithmetic e -> isConstant(e.left()) && isConstant(e.right());
      case TypedExpr.Negate e -> isConstant(e.operand());
      case TypedExpr.Concatenate e -> isConstant(e.left()) && isConstant(e.right());
      case TypedExpr.InList e -> isConstant(e.value()) && all(e.list());
      case TypedExpr.Like e -> isConstant(e.value()) && isConstant(e.pattern());
      case TypedExpr.IsNull e -> isConstant(e.operand());
      case TypedExpr.IsTruth e -> isConstant(e.operand());
      case TypedExpr.IsDistinct e -> isConstant(e.left()) && isConstant(e.right());
      case TypedExpr.Case e -> {
        TypedExpr otherwise = e.otherwise();
        yield (otherwise == null || isConstant(otherwise))
            && e.whens().stream()
                .allMatch(w -> isConstant(w.condition()) && isConstant(w.result()));
      }
      case TypedExpr.Convert e -> isConstant(e.operand());
      case TypedExpr.ArrayOf e -> all(e.elements());
      case TypedExpr.Element e -> isConstant(e.base()) && isConstant(e.index());
      case TypedExpr.Call e -> all(e.arguments());
      case TypedExpr.Parameter _,
          TypedExpr.Column _,
          TypedExpr.OpenField _,
          TypedExpr.Navigate _,
          TypedExpr.Classifier _,
          TypedExpr.RowLabel _,
          TypedExpr.MatchAggregate _,
          TypedExpr.OfMatch _ ->
          false;
    };
  }

  private static boolean all(Iterable<TypedExpr> exprs) {
    for (TypedExpr expr : exprs) {
      if (!isConstant(expr)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The value of a constant expression.
   *
   * @throws io.sluice.cep.function.ValueException for one that can not be computed
   */
  public static @Nullable Object value(TypedExpr expr) {
    return ExpressionCompiler.compile(expr).evaluate(NoScope.INSTANCE);
  }
}
