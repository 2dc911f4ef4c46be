package io.sluice.cep.program.expr;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.plan.TypedExpr;

/** Which expressions can fail on a value: numbers out of range, casts, functions. */
public final class Failures {
  private Failures() {}

  public static boolean never(TypedExpr expr) {
    boolean itself =
        switch (expr) {
          case TypedExpr.Constant _,
              TypedExpr.Parameter _,
              TypedExpr.Column _,
              TypedExpr.OpenField _,
              TypedExpr.Navigate _,
              TypedExpr.Classifier _,
              TypedExpr.RowLabel _,
              TypedExpr.OfMatch _,
              TypedExpr.And _,
              TypedExpr.Or _,
              TypedExpr.Not _,
              TypedExpr.Compare _,
              TypedExpr.InList _,
              TypedExpr.IsNull _,
              TypedExpr.IsTruth _,
              TypedExpr.IsDistinct _,
              TypedExpr.Case _ ->
              true;
          case TypedExpr.Arithmetic e ->
              e.type() instanceof ColumnType.DoublePrecision || Ranges.fits(e);
          case TypedExpr.Negate e ->
              e.type() instanceof ColumnType.DoublePrecision || Ranges.fits(e);
          case TypedExpr.Convert e ->
              e.type().equals(e.operand().type())
                  || e.type() instanceof ColumnType.DoublePrecision && isWhole(e.operand().type())
                  || e.type() instanceof ColumnType.BigInt
                      && e.operand().type() instanceof ColumnType.Int
                  || Ranges.isExact(e) && Ranges.fits(e);
          case TypedExpr.MatchAggregate _,
              TypedExpr.Concatenate _,
              TypedExpr.Like _,
              TypedExpr.ArrayOf _,
              TypedExpr.Element _,
              TypedExpr.Call _,
              TypedExpr.Search _ ->
              false;
        };
    return itself && expr.operands().stream().allMatch(Failures::never);
  }

  private static boolean isWhole(ColumnType type) {
    return type instanceof ColumnType.Int || type instanceof ColumnType.BigInt;
  }
}
