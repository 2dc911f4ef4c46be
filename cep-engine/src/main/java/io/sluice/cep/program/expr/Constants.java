package io.sluice.cep.program.expr;

import io.sluice.cep.plan.TypedExpr;
import org.jspecify.annotations.Nullable;

/** Expressions whose value no row can change. */
public final class Constants {
  private Constants() {}

  /** Whether nothing in it depends on a row, a match or a parameter. */
  public static boolean isConstant(TypedExpr expr) {
    return switch (expr) {
      case TypedExpr.Parameter _,
          TypedExpr.Column _,
          TypedExpr.OpenField _,
          TypedExpr.Navigate _,
          TypedExpr.Classifier _,
          TypedExpr.RowLabel _,
          TypedExpr.MatchAggregate _,
          TypedExpr.OfMatch _,
          TypedExpr.Search _ ->
          false;
      case TypedExpr.Constant _,
          TypedExpr.And _,
          TypedExpr.Or _,
          TypedExpr.Not _,
          TypedExpr.Compare _,
          TypedExpr.Arithmetic _,
          TypedExpr.Negate _,
          TypedExpr.Concatenate _,
          TypedExpr.InList _,
          TypedExpr.Like _,
          TypedExpr.IsNull _,
          TypedExpr.IsTruth _,
          TypedExpr.IsDistinct _,
          TypedExpr.Case _,
          TypedExpr.Convert _,
          TypedExpr.ArrayOf _,
          TypedExpr.Element _,
          TypedExpr.Call _ ->
          expr.operands().stream().allMatch(Constants::isConstant);
    };
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
